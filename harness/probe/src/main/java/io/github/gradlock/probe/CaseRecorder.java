package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.Sha256;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The recorder of one execution of one case. */
final class CaseRecorder implements GradientRecorder {
    private final CaseSink sink;
    private final Execution execution;
    private final TensorIdentities identities = new TensorIdentities();

    CaseRecorder(CaseSink sink, Execution execution) {
        this.sink = sink;
        this.execution = execution;
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
        try {
            sink.tensor(name, type, shape, littleEndianElements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tracing() {
        return execution.tracing();
    }

    @Override
    public synchronized void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs) {
        if (!execution.tracing()) {
            return;
        }
        try {
            List<Long> inputIds = new ArrayList<>();
            for (TracedTensor input : inputs) {
                Long id = identities.find(input.identity());
                if (id == null) {
                    TraceStep.Output first = output(input);
                    sink.step(phase, "input", Map.of(), List.of(), List.of(first));
                    id = first.id();
                }
                inputIds.add(id);
            }
            sink.step(
                    phase,
                    op,
                    attributes,
                    inputIds,
                    outputs.stream().map(this::output).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private TraceStep.Output output(TracedTensor tensor) {
        ByteBuffer bits = Elements.canonical(tensor.type(), tensor.elements().get());
        return new TraceStep.Output(
                identities.renew(tensor.identity()),
                tensor.type(),
                Arrays.stream(tensor.shape()).boxed().toList(),
                Sha256.hex(bits));
    }

    private static ByteBuffer allocate(ElementType type, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
