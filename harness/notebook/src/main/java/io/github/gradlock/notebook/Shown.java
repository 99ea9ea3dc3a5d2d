package io.github.gradlock.notebook;

import org.jspecify.annotations.Nullable;

/** The value of a cell's last expression as an object, which JShell gives as text alone: a snippet hands it over, in the same JVM. */
public final class Shown {
    /** Of the method below, which cells have imported; nobody calls anything so. */
    static final String METHOD = "gradlockShows";

    private static @Nullable Object last;

    private Shown() {}

    /** Called by the snippet. */
    public static synchronized void gradlockShows(@Nullable Object value) {
        last = value;
    }

    static synchronized @Nullable Object take() {
        Object value = last;
        last = null;
        return value;
    }
}
