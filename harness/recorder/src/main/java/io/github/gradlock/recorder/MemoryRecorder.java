package io.github.gradlock.recorder;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.TensorInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what a case records while a test runs without gradlock, so that the same mistakes are errors in an IDE. */
public final class MemoryRecorder implements GradientRecorder {
    private final int restart;
    private final int iteration;
    private final long seed;
    private final Map<String, TensorInfo> tensors = new TreeMap<>();

    /** Records the first execution in the first process, with seed 0. */
    public MemoryRecorder() {
        this(0, 0, 0);
    }

    /** Records a given execution. */
    public MemoryRecorder(int restart, int iteration, long seed) {
        this.restart = restart;
        this.iteration = iteration;
        this.seed = seed;
    }

    @Override
    public synchronized void record(String name, ElementType type, long[] shape, ByteBuffer littleEndianElements) {
        ObservedTensor.requireOther(name);
        TensorInfo info = TensorInfo.of(name, type, shape, Elements.canonical(type, littleEndianElements));
        if (tensors.putIfAbsent(name, info) != null) {
            throw new IllegalArgumentException("tensor '" + name + "' is recorded twice in this case");
        }
    }

    /** Returns what was recorded, by name. */
    public synchronized Map<String, TensorInfo> tensors() {
        return Map.copyOf(tensors);
    }

    /** Returns false: nobody reads a trace in memory. */
    @Override
    public boolean tracing() {
        return false;
    }

    @Override
    public void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay) {}

    @Override
    public int restart() {
        return restart;
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public long seed() {
        return seed;
    }
}
