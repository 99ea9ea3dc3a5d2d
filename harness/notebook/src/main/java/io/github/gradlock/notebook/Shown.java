package io.github.gradlock.notebook;

import org.jspecify.annotations.Nullable;

/** The value of a cell's last expression as an object, which JShell gives as text alone: a snippet hands it over, in the same JVM. */
public final class Shown {
    private static @Nullable Object last;

    private Shown() {}

    /** Called by the snippet. */
    public static synchronized void value(@Nullable Object value) {
        last = value;
    }

    static synchronized @Nullable Object take() {
        Object value = last;
        last = null;
        return value;
    }
}
