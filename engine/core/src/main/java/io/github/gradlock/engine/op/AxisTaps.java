package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToLongFunction;

/**
 * A linear map along one dimension: output element {@code targets[k]} gets {@code weights[k]} times input element {@code sources[k]},
 * for each tap k. Taps are ordered by target, and contributions are added in this order.
 *
 * <p>Places and weights are computed here in binary64, whatever computes the rest, by the formulas of ATen's {@code UpSample.h}.
 */
final class AxisTaps {
    /** Keys' parameter, as PyTorch has it without antialiasing, and with it. */
    private static final double CUBIC = -0.75;

    private static final double ANTIALIASED_CUBIC = -0.5;

    private final int count;
    private final long[] sources;
    private final long[] targets;
    private final double[] weights;
    private int used;

    private AxisTaps(int count, int capacity) {
        this.count = count;
        sources = new long[capacity];
        targets = new long[capacity];
        weights = new double[capacity];
    }

    private void add(int source, int target, double weight) {
        sources[used] = source;
        targets[used] = target;
        weights[used++] = weight;
    }

    /** Applies the map along a dimension. */
    Tensor apply(Tensor x, int axis) {
        int[] line = new int[x.rank()];
        Arrays.fill(line, 1);
        line[axis] = used;
        int[] output = x.shape().sizes();
        output[axis] = count;
        Beside beside = Beside.of(x);
        Tensor factors = Arithmetic.cast(beside.of(Arrays.copyOf(weights, used), line), x.dtype());
        Tensor picked = Indexing.indexSelect(x, axis, beside.of(Arrays.copyOf(sources, used)));
        Tensor zeros = Arithmetic.constant(x, Shape.of(output), 0);
        Tensor places = beside.of(Arrays.copyOf(targets, used));
        return Scatters.indexAdd(zeros, axis, places, Arithmetic.mul(picked, factors));
    }

    /** Picks elements along a dimension by a function of the output's index. */
    static Tensor pick(Tensor x, int axis, int count, IntToLongFunction source) {
        long[] sources = new long[count];
        Arrays.setAll(sources, source);
        return Indexing.indexSelect(x, axis, Beside.of(x).of(sources));
    }

    /** Returns lines between two neighbours. */
    static AxisTaps linear(int input, int output, double step, boolean alignCorners) {
        AxisTaps taps = new AxisTaps(output, 2 * output);
        for (int i = 0; i < output; i++) {
            // PyTorch copies where sizes are equal, even if a factor other than 1 led to them.
            double place = input == output ? i : Math.max(place(i, step, alignCorners), 0);
            int first = Math.min((int) Math.floor(place), input - 1);
            double share = Math.min(place - first, 1);
            taps.add(first, i, 1 - share);
            taps.add(Math.min(first + 1, input - 1), i, share);
        }
        return taps;
    }

    /** Returns cubic polynomials between four neighbours; beyond the ends, the outermost element is repeated. */
    static AxisTaps cubic(int input, int output, double step, boolean alignCorners) {
        AxisTaps taps = new AxisTaps(output, 4 * output);
        for (int i = 0; i < output; i++) {
            double place = place(i, step, alignCorners);
            int first = Math.min((int) Math.floor(place), input - 1);
            double share = Math.min(place - first, 1);
            for (int tap = -1; tap <= 2; tap++) {
                int source = Math.max(0, Math.min(first + tap, input - 1));
                taps.add(source, i, keys(Math.abs(share - tap), CUBIC));
            }
        }
        return taps;
    }

    private static double place(int index, double step, boolean alignCorners) {
        return alignCorners ? step * index : step * (index + 0.5) - 0.5;
    }

    /** Returns a triangle filter that is as wide as the step. */
    static AxisTaps antialiasedLinear(int input, int output, double step) {
        return filter(input, output, step, 1, x -> x < 1 ? 1 - x : 0);
    }

    /** Returns Keys' filter, as wide as the step. */
    static AxisTaps antialiasedCubic(int input, int output, double step) {
        return filter(input, output, step, 2, x -> keys(x, ANTIALIASED_CUBIC));
    }

    /** As {@code _compute_weights_aa} in ATen's UpSampleKernel does: weights of a filter, of the distance, normalised to sum 1. */
    private static AxisTaps filter(int input, int output, double step, double radius, DoubleUnaryOperator filter) {
        double widening = Math.max(step, 1);
        double support = radius * widening;
        AxisTaps taps = new AxisTaps(output, Math.multiplyExact(output, Math.min(input, (int) (2 * support) + 2)));
        for (int i = 0; i < output; i++) {
            double centre = step * (i + 0.5);
            int first = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), input);
            int begin = taps.used;
            double total = 0;
            for (int source = first; source < end; source++) {
                double weight = filter.applyAsDouble(Math.abs((source - centre + 0.5) * (1 / widening)));
                total += weight;
                taps.add(source, i, weight);
            }
            for (int tap = begin; total != 0 && tap < taps.used; tap++) {
                taps.weights[tap] /= total;
            }
        }
        return taps;
    }

    /** Evaluates the kernel of R. Keys, "Cubic convolution interpolation for digital image processing" (1981), at a distance. */
    private static double keys(double x, double a) {
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
