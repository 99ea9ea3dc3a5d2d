package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a case records while a test runs without gradlock, so that the same mistakes are errors in an IDE. */
final class MemorySink implements CaseSink {
    private final Map<String, TensorInfo> tensors = new TreeMap<>();

    @Override
    public synchronized void tensor(String name, ElementType type, long[] shape, ByteBuffer bits) {
        TensorInfo info = TensorInfo.of(name, type, shape, Elements.canonical(type, bits));
        if (tensors.putIfAbsent(name, info) != null) {
            throw new IllegalArgumentException("tensor '" + name + "' is recorded twice in this case");
        }
    }

    /** Does nothing: nobody reads a trace in memory. */
    @Override
    public void step(
            String phase,
            String op,
            Map<String, String> attributes,
            List<Long> inputs,
            List<TraceStep.Output> outputs) {}

    /** Returns what was recorded, by name. */
    synchronized Map<String, TensorInfo> tensors() {
        return Map.copyOf(tensors);
    }
}
