package io.github.gradlock.harness.speed;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The native parts of libtorch, which are fetched when they are needed first. What they are stands in the benchmarks' own jar, with their
 * checksums.
 */
public final class Libtorch {
    private static final String PINS = "META-INF/gradlock/libtorch.txt";
    private static final int FIELDS = 5;

    private final Store store;
    private final Source source;

    /** Gives a file of an artifact, of which nothing is believed. */
    @FunctionalInterface
    public interface Source {
        /**
         * Finds the file.
         *
         * @param name {@code group:artifact:classifier}
         * @param platform conda's name
         */
        Path fetch(String name, String version, String platform) throws IOException;
    }

    /**
     * A native part.
     *
     * @param platform conda's name
     * @param name {@code group:artifact:classifier}
     */
    record Pin(String platform, String name, String version, long size, String sha256) {
        Content content() {
            return new Content(name + " " + version, sha256, size);
        }

        static Pin parse(String line) {
            String[] fields = line.split(" ");
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException("not a pin: " + line);
            }
            return new Pin(fields[0], fields[1], fields[2], Long.parseLong(fields[3]), fields[4]);
        }
    }

    /**
     * Uses a store.
     *
     * @param source asked for what is not in it
     */
    public Libtorch(Store store, Source source) {
        this.store = store;
        this.source = source;
    }

    /**
     * Returns the jars of a platform.
     *
     * @param benchmarks jars of the benchmarks, one of which has the pins
     * @param says hears what is downloaded
     * @throws GradlockException if there are none for the platform, they cannot be had, or are not what their checksums say
     */
    public List<Path> provide(List<Path> benchmarks, String platform, Consumer<String> says)
            throws IOException, InterruptedException {
        List<Pin> all = pins(benchmarks);
        List<Pin> wanted =
                all.stream().filter(pin -> pin.platform.equals(platform)).toList();
        if (wanted.isEmpty()) {
            throw GradlockException.incomplete(
                    "there is no libtorch for " + platform,
                    "the benchmark runs on "
                            + all.stream().map(Pin::platform).distinct().collect(Collectors.joining(", ")),
                    null);
        }
        long missing = 0;
        for (Pin pin : wanted) {
            missing += store.find(pin.content()).isPresent() ? 0 : pin.size;
        }
        if (missing > 0) {
            says.accept("downloads libtorch, once: " + ByteCount.text(missing));
        }
        List<Path> files = new ArrayList<>();
        for (Pin pin : wanted) {
            files.add(provide(pin));
        }
        return files;
    }

    private Path provide(Pin pin) throws IOException, InterruptedException {
        Path file = store.provide(
                pin.content(), arriving -> Files.copy(fetch(pin), arriving, StandardCopyOption.REPLACE_EXISTING));
        if (store.verify(pin.content()).isPresent()) {
            throw GradlockException.incomplete(
                    pin.name + " in the store is not what its checksum says",
                    "it was removed; the same command fetches it again",
                    null);
        }
        return file;
    }

    private Path fetch(Pin pin) throws IOException {
        try {
            return source.fetch(pin.name, pin.version, pin.platform);
        } catch (GradlockException problem) {
            throw GradlockException.incomplete(
                    "libtorch cannot be had: " + problem.getMessage(), problem.hint(), problem);
        }
    }

    /** Reads what is pinned. */
    static List<Pin> pins(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            Optional<byte[]> pins = Jars.entry(jar, PINS);
            if (pins.isPresent()) {
                return new String(pins.get(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Pin::parse)
                        .toList();
            }
        }
        throw GradlockException.incomplete(
                "no jar of the benchmarks has " + PINS, "build with mvn -DskipTests package", null);
    }
}
