package io.github.gradlock.benchmark;

import io.github.gradlock.recorder.GradientRecorder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Executes the operations of a gradient one after the other, tells a recorder of each, and puts a planted kernel in the place of the right one.
 *
 * <p>Not safe for use by several threads.
 */
public final class Tape {
    private final GradientRecorder recorder;
    private final Map<String, Kernel> planted = new HashMap<>();
    private final Map<String, Integer> executed = new HashMap<>();
    private String phase = "forward";

    /** Starts in the forward phase. */
    public Tape(GradientRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Plants a kernel.
     *
     * @param step phase, name and number among those of the same name: {@code backward matmul 1}
     * @param kernel computes in the place of the right one
     */
    public Tape plant(String step, Kernel kernel) {
        planted.put(step, kernel);
        return this;
    }

    /** Starts the backward phase. */
    public void turn() {
        phase = "backward";
    }

    /** Executes an operation, or what was planted in its place; the output has the type of the first input. */
    public Value apply(String op, Kernel kernel, long[] shape, Value... inputs) {
        int number = executed.merge(phase + " " + op, 1, Integer::sum);
        Kernel chosen = planted.getOrDefault(phase + " " + op + " " + number, kernel);
        Value output = Value.of(inputs[0].type(), chosen.apply(inputs), shape);
        recorder.trace(
                phase,
                op,
                Map.of(),
                List.of(inputs).stream().map(Value::traced).toList(),
                List.of(output.traced()),
                bits -> List.of(Value.of(output.type(), chosen.apply(again(inputs, bits)), shape)
                        .bits()));
        return output;
    }

    private static Value[] again(Value[] inputs, List<ByteBuffer> bits) {
        Value[] others = new Value[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            others[i] = Value.read(inputs[i].type(), bits.get(i), inputs[i].shape());
        }
        return others;
    }

    /** Applies a function to each element. */
    public Value map(String op, DoubleUnaryOperator function, Value x) {
        return apply(op, Kernel.map(function), x.shape(), x);
    }

    /** Applies a function to pairs of elements; {@code y} may be a row or a scalar. */
    public Value zip(String op, DoubleBinaryOperator function, Value x, Value y) {
        return apply(op, Kernel.zip(function), x.shape(), x, y);
    }

    /** Applies a function to each element and that of its row, {@code [n, m]} and {@code [n]}. */
    public Value zipRows(String op, DoubleBinaryOperator function, Value x, Value y) {
        return apply(op, Kernel.zipRows(function), x.shape(), x, y);
    }

    /** Adds. */
    public Value add(Value x, Value y) {
        return zip("add", Double::sum, x, y);
    }

    /** Subtracts. */
    public Value sub(Value x, Value y) {
        return zip("sub", (a, b) -> a - b, x, y);
    }

    /** Multiplies. */
    public Value mul(Value x, Value y) {
        return zip("mul", (a, b) -> a * b, x, y);
    }

    /** Adds up all elements, to a scalar. */
    public Value sum(Value x) {
        return apply("sum", Kernel.total(Sums::sum), new long[0], x);
    }

    /** Adds up each row, {@code [n, m]} to {@code [n]}. */
    public Value sumRows(Value x) {
        return apply("sum", Kernel.rows(Sums::sum), new long[] {x.size(0)}, x);
    }

    /** Adds up each column, {@code [n, m]} to {@code [m]}. */
    public Value sumColumns(Value x) {
        return apply("sum", Kernel.columns(Sums::sum), new long[] {x.size(1)}, x);
    }

    /** Multiplies matrices. */
    public Value matmul(Value x, Value y) {
        return apply("matmul", Kernel.matmul(Sums::dot), new long[] {x.size(0), y.size(1)}, x, y);
    }

    /** Transposes a matrix. */
    public Value t(Value x) {
        Kernel transpose = inputs -> {
            double[] result = new double[inputs[0].count()];
            int height = inputs[0].size(0);
            for (int i = 0; i < result.length; i++) {
                result[i] = inputs[0].at(i % height * inputs[0].size(1) + i / height);
            }
            return result;
        };
        return apply("t", transpose, new long[] {x.size(1), x.size(0)}, x);
    }

    /** Returns whether the recorder keeps a trace. */
    public boolean isTraced() {
        return recorder.tracing();
    }

    /** Records a gradient. */
    public void gradient(String name, Value value) {
        recorder.record("grad." + name, value.type(), value.shape(), value.bits());
    }
}
