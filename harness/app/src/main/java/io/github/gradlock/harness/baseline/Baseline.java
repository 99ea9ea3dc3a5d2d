package io.github.gradlock.harness.baseline;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleCheck;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A result bundle that a project keeps, under a name, as what later results are held against.
 *
 * @param file a {@code .glb}, which need not be there yet
 */
public record Baseline(Path file) {
    /** How its side of a comparison is called; no environment can have a name with a space. */
    public static final String SUBJECT = "the baseline";

    private static final String SUFFIX = ".glb";

    /**
     * Returns the baseline of a name.
     *
     * @param folder where a project keeps its baselines
     * @param name letters, digits, {@code .}, {@code -} and {@code _}; a suite's name, if there is no reason for another
     * @throws GradlockException if it is no name
     */
    public static Baseline of(Path folder, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw GradlockException.badInput(
                    null,
                    "\"" + name + "\" is no name for a baseline",
                    "use letters, digits, dots, hyphens and underscores: --name " + suggestion(name));
        }
        return new Baseline(folder.resolve(name + SUFFIX));
    }

    private static String suggestion(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-$", "");
        return plain.isEmpty() ? "main" : plain.substring(0, Math.min(plain.length(), 100));
    }

    /** Returns whether there is one. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Opens it.
     *
     * @throws GradlockException if there is none
     */
    public Bundle open() throws IOException {
        if (!exists()) {
            List<String> others = names(file.toAbsolutePath().resolveSibling("."));
            throw GradlockException.badInput(
                    file.toString(),
                    "there is no baseline of this name",
                    others.isEmpty()
                            ? "keep one: gradlock baseline save"
                            : "there are " + String.join(", ", others) + ": give --name");
        }
        return Bundles.open(file);
    }

    /** Keeps a bundle as this baseline, in place of what is there; a process that dies leaves the old one or the new one. */
    public void keep(Bundle bundle) throws IOException {
        PackedBundle.pack(bundle.path(), file, false, BundleCheck.Listener.NONE);
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
