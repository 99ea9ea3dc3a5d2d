package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.UnaryFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The finished slices of a function, one a line of its file: slice, wrong, decided, digest, seconds, JVM. */
final class Records {
    private final Path file;
    private final Path wrongFile;
    private final TreeMap<Integer, CheckFloat32.Record> slices = new TreeMap<>();

    Records(Path folder, UnaryFunction function) throws IOException {
        file = folder.resolve(name(function) + ".csv");
        wrongFile = folder.resolve(name(function) + ".wrong");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(",");
                // A line that a killed run left half done is not there.
                if (parts.length == 7) {
                    CheckFloat32.Record record = new CheckFloat32.Record(
                            Integer.parseInt(parts[0]),
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2]),
                            Long.parseUnsignedLong(parts[3], 16),
                            Double.parseDouble(parts[4]),
                            parts[5]);
                    slices.put(record.slice(), record);
                }
            }
        }
    }

    static String name(UnaryFunction function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    synchronized boolean has(int slice) {
        return slices.containsKey(slice);
    }

    synchronized int size() {
        return slices.size();
    }

    synchronized long wrong() {
        return slices.values().stream().mapToLong(CheckFloat32.Record::wrong).sum();
    }

    synchronized Collection<CheckFloat32.Record> all() {
        return slices.values();
    }

    synchronized void add(CheckFloat32.Record record, List<String> wrong) throws IOException {
        append(wrongFile, wrong.isEmpty() ? "" : String.join("\n", wrong) + "\n");
        append(
                file,
                String.format(
                        Locale.ROOT,
                        "%d,%d,%d,%016x,%.2f,%s,.%n",
                        record.slice(),
                        record.wrong(),
                        record.decided(),
                        record.digest(),
                        record.seconds(),
                        record.java()));
        slices.put(record.slice(), record);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
