package io.github.gradlock.recorder;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Executes a traced operation again, on inputs of another environment: the harness does so to see whether the operation
 * itself gives other bits, or only what came before it.
 */
@FunctionalInterface
public interface Replay {
    /**
     * Executes the operation, without recording it.
     *
     * @param inputs elements of the same types and shapes as the traced inputs, row-major, little-endian
     * @return elements of the outputs, likewise, in the order of the traced ones
     */
    List<ByteBuffer> apply(List<ByteBuffer> inputs);
}
