package io.github.gradlock.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a run go.
 *
 * @param root of the folder that runs write to
 * @param suffix that each name gets: runs of one environment at a time have different ones
 */
public record RunFiles(Path root, String suffix) {
    static final String BUNDLES = "bundles";
    static final String LOGS = "logs";
    static final String WORK = "work";

    /** Returns where the bundle of an environment goes. */
    public Path bundle(String displayName) throws IOException {
        return Files.createDirectories(root.resolve(BUNDLES)).resolve(fileName(displayName) + suffix + ".glb");
    }

    /** Returns where the log of an environment goes. */
    public Path log(String displayName) {
        return root.resolve(LOGS).resolve(fileName(displayName) + suffix + ".log");
    }

    /** Returns a folder for the sessions of an environment. */
    public Path work(String displayName) throws IOException {
        return Files.createDirectories(root.resolve(WORK).resolve(fileName(displayName) + suffix));
    }

    /** Keeps what every file system takes; a name that had to be changed gets a number that tells it from others. */
    static String fileName(String displayName) {
        String safe = displayName.replaceAll("[^A-Za-z0-9._=,\\[\\]-]", "_");
        return safe.equals(displayName) ? safe : safe + "-" + Integer.toHexString(displayName.hashCode());
    }
}
