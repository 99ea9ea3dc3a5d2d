package io.github.gradlock.harness.provision;

import java.nio.file.Path;

/** Jars for tests. */
public final class JarsFixture {
    private JarsFixture() {}

    /** Returns what serves environments without artifacts. */
    public static Jars none() {
        return new Jars(Path.of("nowhere"), (name, version, platform) -> {
            throw new AssertionError("nothing is to be fetched, and this was: " + name);
        });
    }
}
