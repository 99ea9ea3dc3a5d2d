package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the process of a session came to its end.
 *
 * @param finished whether every iteration did
 * @param running the case that it was at; null if none, or nobody knows
 */
public record SessionEnd(boolean finished, @Nullable String running) {
    /** Reads it from a session's folder. */
    public static SessionEnd of(Path session) throws IOException {
        return new SessionEnd(new SessionReader(session).state().complete(), running(session));
    }

    /** Returns the case that the process of a session was at, whatever else of the session can be read; null if nobody knows. */
    public static @Nullable String running(Path session) throws IOException {
        return RunningCase.in(session).orElse(null);
    }
}
