package io.github.gradlock.benchmark;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Sha256;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.Replay;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Notes hashes of what a case records and of what its operations take and give. */
public final class Witness implements GradientRecorder {
    public final Map<String, String> gradients = new LinkedHashMap<>();
    /** For each step, {@code forward matmul 1}: hashes of inputs, then of outputs. */
    public final Map<String, String> inputs = new LinkedHashMap<>();

    public final Map<String, String> outputs = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private final boolean tracing;
    private final Map<Object, Boolean> seen = new IdentityHashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final int iteration;
    private int executed;

    public Witness(boolean tracing, int iteration) {
        this.tracing = tracing;
        this.iteration = iteration;
    }

    @Override
    public void record(String name, ElementType type, long[] shape, ByteBuffer bits) {
        gradients.put(name, hash(type, shape, bits));
    }

    @Override
    public void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> in,
            List<TracedTensor> out,
            @Nullable Replay replay) {
        for (TracedTensor tensor : in) {
            if (seen.put(tensor.identity(), true) == null) {
                note(phase, "input", List.of(), List.of(tensor));
            }
        }
        out.forEach(tensor -> seen.put(tensor.identity(), true));
        note(phase, op, in, out);
    }

    /** Returns the operations that took the same bits and gave others: number, phase and name. */
    public Set<String> origins(Witness other) {
        return numbers.keySet().stream()
                .filter(step -> Objects.equals(inputs.get(step), other.inputs.get(step))
                        && !Objects.equals(outputs.get(step), other.outputs.get(step)))
                .map(step -> numbers.get(step) + " " + step.substring(0, step.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void note(String phase, String op, List<TracedTensor> in, List<TracedTensor> out) {
        String name = phase + " " + op;
        String step = name + " " + counts.merge(name, 1, Integer::sum);
        numbers.put(step, op.equals("input") ? 0 : ++executed);
        inputs.put(step, hashes(in));
        outputs.put(step, hashes(out));
    }

    private static String hashes(List<TracedTensor> tensors) {
        return String.join(
                "",
                tensors.stream()
                        .map(each ->
                                hash(each.type(), each.shape(), each.elements().get()))
                        .toList());
    }

    private static String hash(ElementType type, long[] shape, ByteBuffer bits) {
        return type
                + Arrays.toString(shape).replace(" ", "")
                + Sha256.hex(bits.duplicate()).substring(0, 24);
    }

    @Override
    public void record(String name, float[] values, long... shape) {
        ByteBuffer bits = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bits.asFloatBuffer().put(values);
        record(name, ElementType.F32, shape, bits);
    }

    @Override
    public void record(String name, double[] values, long... shape) {
        ByteBuffer bits = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bits.asDoubleBuffer().put(values);
        record(name, ElementType.F64, shape, bits);
    }

    @Override
    public void record(String name, long[] values, long... shape) {
        throw new UnsupportedOperationException("no case records integers");
    }

    @Override
    public void record(String name, int[] values, long... shape) {
        throw new UnsupportedOperationException("no case records integers");
    }

    @Override
    public void record(String name, boolean[] values, long... shape) {
        record(
                name,
                ElementType.BOOL,
                shape,
                ByteBuffer.wrap(Arrays.toString(values).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean tracing() {
        return tracing;
    }

    @Override
    public int restart() {
        return 0;
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public long seed() {
        return 0;
    }
}
