package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.ObservedTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recorder of one execution of one case. */
final class CaseRecorder implements GradientRecorder {
    private final CaseSink sink;
    private final Execution execution;
    private final CaseTrace trace;

    CaseRecorder(String caseId, CaseSink sink, Execution execution) {
        this.sink = sink;
        this.execution = execution;
        this.trace = new CaseTrace(caseId, sink, execution.tracing());
    }

    @Override
    public void record(String name, float[] values, long... shape) {
        ByteBuffer bits = allocate(ElementType.F32, values.length);
        bits.asFloatBuffer().put(values);
        record(name, ElementType.F32, shape, bits);
    }

    @Override
    public void record(String name, double[] values, long... shape) {
        ByteBuffer bits = allocate(ElementType.F64, values.length);
        bits.asDoubleBuffer().put(values);
        record(name, ElementType.F64, shape, bits);
    }

    @Override
    public void record(String name, long[] values, long... shape) {
        ByteBuffer bits = allocate(ElementType.I64, values.length);
        bits.asLongBuffer().put(values);
        record(name, ElementType.I64, shape, bits);
    }

    @Override
    public void record(String name, int[] values, long... shape) {
        ByteBuffer bits = allocate(ElementType.I32, values.length);
        bits.asIntBuffer().put(values);
        record(name, ElementType.I32, shape, bits);
    }

    @Override
    public void record(String name, boolean[] values, long... shape) {
        ByteBuffer bits = allocate(ElementType.BOOL, values.length);
        for (int i = 0; i < values.length; i++) {
            bits.put(i, (byte) (values[i] ? 1 : 0));
        }
        record(name, ElementType.BOOL, shape, bits);
    }

    @Override
    public void record(String name, ElementType type, long[] shape, ByteBuffer littleEndianElements) {
        if (ObservedTensor.is(name)) {
            throw new IllegalArgumentException("tensor name '" + name + "' begins as those that gradlock gives itself");
        }
        try {
            sink.tensor(name, type, shape, littleEndianElements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tracing() {
        return execution.tracing().operations();
    }

    @Override
    public void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay) {
        if (tracing()) {
            try {
                trace.step(phase, op, attributes, inputs, outputs, replay);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public int restart() {
        return execution.restart();
    }

    @Override
    public int iteration() {
        return execution.iteration();
    }

    @Override
    public long seed() {
        return execution.seed();
    }

    private static ByteBuffer allocate(ElementType type, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
