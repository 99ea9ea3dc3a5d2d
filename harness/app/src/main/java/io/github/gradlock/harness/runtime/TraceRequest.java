package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to record of the operations that it executes.
 *
 * @param operations whether any are recorded
 * @param warmUp executions before the first that is recorded
 * @param capture whether the elements of their inputs and outputs are kept, not their hashes alone
 * @param transplant safetensors file with inputs on which operations are executed once more, keys {@code <case>/<step>.<input>};
 *     null if they are not
 */
public record TraceRequest(
        boolean operations,
        int warmUp,
        boolean capture,
        @Nullable Path transplant) {
    /** Hashes of the first execution's operations: what every run records. */
    public static final TraceRequest PLAIN = new TraceRequest(true, 0, false, null);

    /** Nothing of operations: as if gradlock had only asked for the results. */
    public static final TraceRequest NONE = new TraceRequest(false, 0, false, null);
}
