package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bundles that a command reads, each once. */
record OpenBundles(List<Bundle> bundles) implements Closeable {
    /**
     * Opens bundles.
     *
     * @throws GradlockException if one is not there, or is given twice
     */
    static OpenBundles of(List<Path> paths) throws IOException {
        distinct(paths);
        OpenBundles open = new OpenBundles(new ArrayList<>());
        try {
            for (Path path : paths) {
                open.bundles.add(Bundles.open(path));
            }
            return open;
        } catch (IOException | RuntimeException problem) {
            open.close();
            throw problem;
        }
    }

    /** A bundle beside itself would be reproducible whatever it holds. */
    private static void distinct(List<Path> paths) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            requireThere(path);
            if (!seen.add(path.toRealPath())) {
                throw GradlockException.badInput(
                        path.toString(), "the same bundle is given twice", "name each bundle once");
            }
        }
    }

    static void requireThere(Path path) {
        if (!Files.exists(path)) {
            throw GradlockException.badInput(path.toString(), "there is no such bundle", hint(path));
        }
    }

    /** A run moves the bundles of the one before aside, also one in which nothing could be run. */
    private static String hint(Path path) {
        Path out = path.resolve("../..").normalize();
        for (String place : OutputFolder.ASIDE) {
            Path moved = out.resolve(place).resolve(path.getFileName());
            if (Files.exists(moved)) {
                return "a later run moved it: " + ShellArgument.quoted(moved.toString());
            }
        }
        return "gradlock run leaves its bundles in target/gradlock/bundles, and moves those of the run before to "
                + "target/gradlock/previous";
    }

    /** Returns what a report says of the environments that bundles came from. */
    static List<EnvironmentResult> results(Comparison comparison) throws IOException {
        List<EnvironmentResult> results = new ArrayList<>();
        for (Subject subject : comparison.subjects()) {
            Bundle bundle = subject.bundle();
            results.add(new EnvironmentResult(
                    subject.name(),
                    bundle.isPartial() ? Status.FAILED : Status.COMPLETED,
                    bundle.manifest().counts().cases(),
                    bundle.isHashed() ? bundle.resultsDigest() : null,
                    seconds(bundle.manifest()),
                    bundle.isPartial() ? "its run did not come to its end" : null,
                    bundle.path()));
        }
        return results;
    }

    /** Returns how long the run took, or NaN where the bundle does not say. */
    private static double seconds(Manifest manifest) {
        @Nullable Instant start = instant(manifest.start());
        @Nullable Instant end = instant(manifest.end());
        return start == null || end == null || end.isBefore(start)
                ? Double.NaN
                : Duration.between(start, end).toMillis() / 1000.0;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notGiven) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        for (Bundle bundle : bundles) {
            bundle.close();
        }
    }
}
