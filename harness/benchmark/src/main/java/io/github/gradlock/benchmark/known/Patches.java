package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** A convolution of images, a leaky rectifier, pooling by the mean, and a decision between two classes. */
final class Patches {
    private static final double SLOPE = 0.125;

    private Patches() {}

    /**
     * Records gradients of the sum of cross entropies.
     *
     * @param x images {@code [n, c, h, w]}, {@code h} and {@code w} even
     * @param filter {@code [k, c, 3, 3]}
     * @param v weights of what was pooled, {@code [k · h/2 · w/2, 1]}
     * @param target {@code [n, 1]}, 0 or 1
     * @param kept how many images' gradients are recorded; those of filter and weights only where it is all
     */
    static void run(Tape tape, Value x, Value filter, Value v, Value target, int kept) {
        int n = x.size(0);
        long[] filtered = {n, filter.size(0), x.size(2) - 2L, x.size(3) - 2L};
        long[] pooled = {n, filter.size(0), x.size(2) / 2, x.size(3) / 2};
        Value y = tape.apply("conv2d", convolving(Sums::dot), filtered, x, filter);
        Value active = tape.map("leaky_relu", a -> a > 0 ? a : SLOPE * a, y);
        Value mean = tape.apply("avg_pool2d", pooling(false), pooled, active);
        Value flat = tape.apply("flatten", in -> in[0].elements(), new long[] {n, v.size(0)}, mean);
        Value logit = tape.matmul(flat, v);
        tape.zip("binary_cross_entropy_with_logits", (a, b) -> softplus(a) - a * b, logit, target);
        tape.turn();
        Value p = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), logit);
        Value dLogit = tape.sub(p, target);
        Value dV = tape.matmul(tape.t(flat), dLogit);
        Value dFlat = tape.matmul(dLogit, tape.t(v));
        Value dActive = tape.apply("avg_pool2d_backward", Patches::unpool, filtered, dFlat, active);
        Value dY = tape.zip("leaky_relu_backward", (a, b) -> b > 0 ? a : SLOPE * a, dActive, y);
        Value dFilter = tape.apply("conv2d_weight", weighing(Sums::dot), filter.shape(), x, dY);
        Value dX = tape.apply("conv2d_input", in -> spread(new double[x.count()], in), x.shape(), dY, filter);
        if (kept == n) {
            tape.gradient("filter", dFilter);
            tape.gradient("v", dV);
        }
        long[] first = x.shape();
        first[0] = kept;
        Kernel narrow = in -> Arrays.copyOf(in[0].elements(), in[0].count() / n * kept);
        tape.gradient("x", tape.apply("narrow", narrow, first, dX));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** Multiplies each window of each image by each filter. */
    static Kernel convolving(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            int channels = in[0].size(1);
            int width = in[0].size(3);
            int high = in[0].size(2) - 2;
            int wide = width - 2;
            int filters = in[1].size(0);
            double[] result = new double[in[0].size(0) * filters * high * wide];
            double[] window = new double[channels * 9];
            for (int i = 0; i < result.length; i++) {
                int image = i / (filters * high * wide);
                int corner = i / wide % high * width + i % wide;
                for (int j = 0; j < window.length; j++) {
                    int plane = (image * channels + j / 9) * in[0].size(2) * width;
                    window[j] = in[0].at(plane + corner + j / 3 % 3 * width + j % 3);
                }
                int from = i / (high * wide) % filters * window.length;
                double[] filter = Arrays.copyOfRange(in[1].elements(), from, from + window.length);
                result[i] = dot.applyAsDouble(window, filter);
            }
            return result;
        };
    }

    /** Multiplies, for each element of a filter, what it was laid on by the cotangents, images one after the other. */
    static Kernel weighing(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            int channels = in[0].size(1);
            int filters = in[1].size(1);
            int plane = in[1].size(2) * in[1].size(3);
            double[] result = new double[filters * channels * 9];
            double[] x = new double[in[0].size(0) * plane];
            double[] dY = new double[x.length];
            for (int i = 0; i < result.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    int row = j % plane / in[1].size(3) + i / 3 % 3;
                    int column = j % in[1].size(3) + i % 3;
                    int channel = j / plane * channels + i / 9 % channels;
                    x[j] = in[0].at((channel * in[0].size(2) + row) * in[0].size(3) + column);
                    dY[j] = in[1].at((j / plane * filters + i / 9 / channels) * plane + j % plane);
                }
                result[i] = dot.applyAsDouble(x, dY);
            }
            return result;
        };
    }

    /** Adds, for each cotangent, its filter to the place that it was laid on. */
    static double[] spread(double[] result, Value... in) {
        int filters = in[1].size(0);
        int size = in[1].size(1) * 9;
        int high = in[0].size(2);
        int wide = in[0].size(3);
        int plane = (high + 2) * (wide + 2);
        for (int i = 0; i < in[0].count(); i++) {
            int image = i / (filters * high * wide);
            int corner = i / wide % high * (wide + 2) + i % wide;
            for (int j = 0; j < size; j++) {
                int place = (image * size / 9 + j / 9) * plane + corner + j / 3 % 3 * (wide + 2) + j % 3;
                result[place] += in[0].at(i) * in[1].at(i / (high * wide) % filters * size + j);
            }
        }
        return result;
    }

    /** Averages two by two elements, with a border of zeros that may count as elements. */
    static Kernel pooling(boolean borderCounts) {
        return in -> {
            int high = in[0].size(2);
            int wide = in[0].size(3);
            int plane = (high / 2 + 1) * (wide / 2 + 1);
            double[] sums = new double[in[0].size(0) * in[0].size(1) * plane];
            for (int i = 0; i < in[0].count(); i++) {
                sums[pool(i, high, wide)] += in[0].at(i);
            }
            for (int i = 0; i < sums.length; i++) {
                int row = i % plane / (wide / 2 + 1);
                int column = i % (wide / 2 + 1);
                sums[i] /= borderCounts ? 4 : members(row, high) * members(column, wide);
            }
            return sums;
        };
    }

    private static double[] unpool(Value... in) {
        int high = in[1].size(2);
        int wide = in[1].size(3);
        double[] result = new double[in[1].count()];
        for (int i = 0; i < result.length; i++) {
            int row = (i / wide % high + 1) / 2;
            int column = (i % wide + 1) / 2;
            result[i] = in[0].at(pool(i, high, wide)) / (members(row, high) * members(column, wide));
        }
        return result;
    }

    private static int pool(int i, int high, int wide) {
        int row = (i / wide % high + 1) / 2;
        return (i / (high * wide) * (high / 2 + 1) + row) * (wide / 2 + 1) + (i % wide + 1) / 2;
    }

    private static int members(int pool, int size) {
        return pool == 0 || pool == size / 2 ? 1 : 2;
    }
}
