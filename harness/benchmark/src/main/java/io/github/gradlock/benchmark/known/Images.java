package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** Images through a layer of filters of three by three and an activation, averaged over places. */
final class Images {
    private Images() {}

    /**
     * Records gradients of {@code Σ c · mean(silu(x ∗ filter + bias))}, {@code x [n, h, w], filters [m, 3, 3], bias [m], c [n, m]}: of
     * the first {@code kept} images, and of the layer unless these are only some.
     */
    static void run(Tape tape, Value x, Value filters, Value bias, Value c, int kept) {
        long[] maps = {x.size(0), filters.size(0), x.size(1), x.size(2)};
        int places = x.size(1) * x.size(2);
        Value filtered = tape.apply("conv2d", correlating(Sums::dot), maps, x, filters);
        Value shifted = tape.apply("add", in -> shift(places, in), maps, filtered, bias);
        Value active = tape.map("silu", a -> a / (1 + StrictMath.exp(-a)), shifted);
        Value mean = tape.apply("adaptive_avg_pool2d", in -> average(places, in), c.shape(), active);
        tape.sum(tape.mul(mean, c));
        tape.turn();
        Value dActive = tape.apply("expand", in -> expand(places, in), maps, c);
        Value dShifted = tape.zip("silu_backward", Images::slope, dActive, shifted);
        Value dFilters = tape.apply("convolution_backward", weighing(Sums::dot), filters.shape(), x, dShifted);
        Value dX = tape.apply("convolution_backward", in -> spread(0, in), x.shape(), dShifted, filters);
        Value dBias = tape.apply("sum", in -> perFilter(filters.size(0), in), bias.shape(), dShifted);
        if (kept > 0) {
            Kernel first = in -> Arrays.copyOf(in[0].elements(), kept * places);
            tape.gradient("x", tape.apply("narrow", first, new long[] {kept, x.size(1), x.size(2)}, dX));
        }
        if (kept == 0 || kept == x.size(0)) {
            tape.gradient("filters", dFilters);
            tape.gradient("bias", dBias);
        }
    }

    /** Multiplies the surroundings of each place by each filter; beyond the border is zero. */
    static Kernel correlating(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            int places = in[0].size(1) * in[0].size(2);
            int filters = in[1].size(0);
            double[] result = new double[in[0].size(0) * filters * places];
            for (int i = 0; i < result.length; i++) {
                double[] filter =
                        Arrays.copyOfRange(in[1].elements(), i / places % filters * 9, (i / places % filters + 1) * 9);
                result[i] = dot.applyAsDouble(patch(in[0], i / places / filters, i % places), filter);
            }
            return result;
        };
    }

    /** Multiplies, for each filter and place in it, what it saw in all images by what came back. */
    static Kernel weighing(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            int filters = in[1].size(1);
            double[] result = new double[filters * 9];
            for (int i = 0; i < result.length; i++) {
                result[i] = dot.applyAsDouble(seen(in[0], i % 9), returned(in[1], i / 9));
            }
            return result;
        };
    }

    /** Returns the nine numbers around a place. */
    static double[] patch(Value x, int image, int place) {
        double[] patch = new double[9];
        for (int i = 0; i < 9; i++) {
            patch[i] = pixel(x, image, place / x.size(2) + i / 3 - 1, place % x.size(2) + i % 3 - 1);
        }
        return patch;
    }

    private static double[] seen(Value x, int tap) {
        int places = x.size(1) * x.size(2);
        double[] seen = new double[x.count()];
        for (int i = 0; i < seen.length; i++) {
            int row = i % places / x.size(2) + tap / 3 - 1;
            seen[i] = pixel(x, i / places, row, i % x.size(2) + tap % 3 - 1);
        }
        return seen;
    }

    private static double[] returned(Value cotangent, int filter) {
        int places = cotangent.size(2) * cotangent.size(3);
        double[] returned = new double[cotangent.size(0) * places];
        for (int i = 0; i < returned.length; i++) {
            returned[i] = cotangent.at((i / places * cotangent.size(1) + filter) * places + i % places);
        }
        return returned;
    }

    private static double pixel(Value x, int image, int row, int column) {
        boolean isInside = row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2);
        return isInside ? x.at((image * x.size(1) + row) * x.size(2) + column) : 0;
    }

    /** Sends back through the filters what came, {@code [n, m, h, w]} to {@code [n, h, w]}, except for the last columns of the filters' places. */
    static double[] spread(int except, Value... in) {
        int height = in[0].size(2);
        int width = in[0].size(3);
        int filters = in[0].size(1);
        double[] result = new double[in[0].size(0) * height * width];
        for (int i = 0; i < in[0].count(); i++) {
            int image = i / (filters * height * width);
            int filter = i / (height * width) % filters;
            for (int tap = 0; tap < 9; tap++) {
                int row = i / width % height + tap / 3 - 1;
                int column = i % width + tap % 3 - 1;
                if (row >= 0 && row < height && column >= 0 && column < width && i % width < width - except) {
                    result[(image * height + row) * width + column] += in[0].at(i) * in[1].at(filter * 9 + tap);
                }
            }
        }
        return result;
    }

    private static double slope(double cotangent, double x) {
        double sigmoid = 1 / (1 + StrictMath.exp(-x));
        return cotangent * sigmoid * (1 + x * (1 - sigmoid));
    }

    private static double[] shift(int places, Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            result[i] += in[1].at(i / places % in[1].count());
        }
        return result;
    }

    private static double[] average(int places, Value... in) {
        double[] result = new double[in[0].count() / places];
        for (int i = 0; i < result.length; i++) {
            result[i] = Sums.mean(Arrays.copyOfRange(in[0].elements(), i * places, (i + 1) * places));
        }
        return result;
    }

    private static double[] expand(int places, Value... in) {
        double[] result = new double[in[0].count() * places];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].at(i / places) / places;
        }
        return result;
    }

    private static double[] perFilter(int filters, Value... in) {
        double[] result = new double[filters];
        for (int i = 0; i < filters; i++) {
            result[i] = Sums.sum(returned(in[0], i));
        }
        return result;
    }
}
