package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A linear model's gradient, added up over parts of a batch. */
public final class Accumulated {
    private Accumulated() {}

    /**
     * Records the gradient of the sum of squared errors.
     *
     * @param x samples {@code [n, k]}
     * @param w weights {@code [k, 1]}
     * @param y targets {@code [n, 1]}
     * @param size samples in a part, a divisor of {@code n}
     */
    public static void run(Tape tape, Value x, Value w, Value y, int size) {
        int parts = x.size(0) / size;
        Value[] residuals = new Value[parts];
        Value[] samples = new Value[parts];
        for (int i = 0; i < parts; i++) {
            samples[i] = part(x, i, size);
            residuals[i] = tape.sub(tape.matmul(samples[i], w), part(y, i, size));
        }
        tape.turn();
        Value sum = Value.of(w.type(), new double[w.count()], w.shape());
        for (int i = 0; i < parts; i++) {
            Value dResidual = tape.map("mul", a -> 2 * a, residuals[i]);
            sum = tape.add(sum, tape.matmul(tape.t(samples[i]), dResidual));
        }
        tape.gradient("w", sum);
    }

    private static Value part(Value x, int number, int size) {
        int width = x.size(1);
        double[] rows = Arrays.copyOfRange(x.elements(), number * size * width, (number + 1) * size * width);
        return Value.of(x.type(), rows, size, width);
    }
}
