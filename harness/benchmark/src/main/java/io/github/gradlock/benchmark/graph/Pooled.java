package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A convolution over one dimension, a rectifier and pooling by the maximum of pairs. */
public final class Pooled {
    private Pooled() {}

    /**
     * Records the gradients of signal and filter.
     *
     * @param x signal {@code [n]}
     * @param filter {@code [k]}; n − k + 1 must be even
     */
    public static void run(Tape tape, Value x, Value filter) {
        long[] long1 = {x.size(0) - filter.size(0) + 1L};
        long[] half = {long1[0] / 2};
        Value filtered = tape.apply("conv1d", Pooled::correlate, long1, x, filter);
        Value active = tape.map("relu", a -> a > 0 ? a : 0, filtered);
        Value pooled = tape.apply("max_pool1d", Pooled::pool, half, active);
        Value squared = tape.map("square", a -> a * a, pooled);
        tape.sum(squared);
        tape.turn();
        Value dPooled = tape.map("mul", a -> 2 * a, pooled);
        Value dActive =
                tape.apply("max_pool1d_backward", inputs -> unpool(false, inputs), long1, dPooled, active);
        Value dFiltered = tape.zip("threshold_backward", (a, b) -> b > 0 ? a : 0, dActive, filtered);
        Value dFilter = tape.apply("conv1d_weight", Pooled::correlate, filter.shape(), x, dFiltered);
        Value dX = tape.apply("conv1d_input", Pooled::spread, x.shape(), dFiltered, filter);
        tape.gradient("filter", dFilter);
        tape.gradient("x", dX);
    }

    /** Multiplies a window of the first by the second, at each place where it fits. */
    public static double[] correlate(Value... inputs) {
        double[] result = new double[inputs[0].count() - inputs[1].count() + 1];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < inputs[1].count(); j++) {
                result[i] += inputs[0].at(i + j) * inputs[1].at(j);
            }
        }
        return result;
    }

    private static double[] spread(Value... inputs) {
        double[] result = new double[inputs[0].count() + inputs[1].count() - 1];
        for (int i = 0; i < inputs[0].count(); i++) {
            for (int j = 0; j < inputs[1].count(); j++) {
                result[i + j] += inputs[0].at(i) * inputs[1].at(j);
            }
        }
        return result;
    }

    private static double[] pool(Value... inputs) {
        double[] result = new double[inputs[0].count() / 2];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(inputs[0].at(2 * i), inputs[0].at(2 * i + 1));
        }
        return result;
    }

    /** Gives each maximum's cotangent to the first of a pair that has it, or to the last. */
    public static double[] unpool(boolean last, Value... inputs) {
        double[] result = new double[inputs[1].count()];
        for (int i = 0; i < inputs[0].count(); i++) {
            double first = inputs[1].at(2 * i);
            double second = inputs[1].at(2 * i + 1);
            result[2 * i + (second > first || last && second == first ? 1 : 0)] = inputs[0].at(i);
        }
        return result;
    }
}
