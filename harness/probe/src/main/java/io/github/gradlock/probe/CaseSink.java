package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Where a recorder's tensors and steps go: to a session on disk, or into memory when a test runs without gradlock. */
interface CaseSink {
    /** Takes a tensor; checks name, shape and number of bytes. */
    void tensor(String name, ElementType type, long[] shape, ByteBuffer bits) throws IOException;

    /** Takes an executed operation. */
    void step(
            String phase, String op, Map<String, String> attributes, List<Long> inputs, List<TraceStep.Output> outputs)
            throws IOException;
}
