package io.github.gradlock.harness.cli;

import java.nio.file.Path;

/** Where gradlock itself lies; the launcher says so. */
final class Installation {
    private Installation() {}

    /** Returns the root of the project that the launcher was started from. */
    static Path home() {
        return Path.of(System.getProperty("gradlock.home", "")).toAbsolutePath();
    }

    /** Returns the version of the harness, or {@code development} when it runs from class files. */
    static String version() {
        String version = Installation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
