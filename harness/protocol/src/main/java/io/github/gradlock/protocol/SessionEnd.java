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
        return new SessionEnd(
                new SessionReader(session).state().complete(),
                RunningCase.in(session).orElse(null));
    }
}
