package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to record of the operations that it executes.
 *
 * @param warmUp executions before the first that is recorded
 * @param capture whether the elements of their inputs and outputs are kept, not their hashes alone
 * @param transplant safetensors file with inputs on which operations are executed once more, keys {@code <case>/<step>.<input>};
 *     null if they are not
 */
public record TraceRequest(
        int warmUp, boolean capture, @Nullable Path transplant) {
    /** Hashes of the first execution's operations: what every run records. */
    public static final TraceRequest PLAIN = new TraceRequest(0, false, null);
}
