package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.UnaryFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Puts the finished slices of an output folder in a table. */
final class Report {
    private final Path folder;

    Report(Path folder) {
        this.folder = folder;
    }

    String table(List<UnaryFunction> functions) throws IOException {
        StringBuilder table = new StringBuilder("""
                | function | inputs checked | not correctly rounded | judged in high precision | digest of all results | seconds | JVM |
                |---|---|---|---|---|---|---|
                """);
        for (UnaryFunction function : functions) {
            Records records = new Records(folder, function);
            long decided = 0;
            long digest = 0;
            double seconds = 0;
            TreeSet<String> java = new TreeSet<>();
            for (CheckFloat32.Record record : records.all()) {
                decided += record.decided();
                digest = digest * 31 + record.digest();
                seconds += record.seconds();
                java.add(record.java());
            }
            boolean whole = records.size() == CheckFloat32.SLICES;
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %,d | %,d | %,d | %s | %.0f | %s |%n",
                    Records.name(function),
                    (long) records.size() << 24,
                    records.wrong(),
                    decided,
                    whole ? String.format(Locale.ROOT, "%016x", digest) : "",
                    seconds,
                    String.join(", ", java)));
        }
        return table.toString();
    }

    String document(List<UnaryFunction> functions) throws IOException {
        return """
                # Every input of every binary32 function

                Written by `ci/check-float32 --report engine/docs/exhaustive-float32.md`. A function is checked whole where the second column says
                4,294,967,296. The digest is one of all results in the order of the inputs' bits, NaN canonical: another JVM or provider
                that prints the same one has the same results. The seconds are those of one thread, on whatever else the machine did.

                """ + table(functions);
    }
}
