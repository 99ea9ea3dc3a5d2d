package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** Pictures through filters of three by three, gated by themselves and averaged. */
final class Photo {
    private Photo() {}

    /**
     * Records the gradients of {@code sum(c · mean(silu(conv(x, w) + bias)))}, {@code x [n, k, h, w], w [m, k, 3, 3], bias [m], c [n, m]}; of
     * pictures, of the first {@code kept}.
     */
    static void run(Tape tape, Value x, Value w, Value bias, Value c, int kept) {
        int pixels = x.size(2) * x.size(3);
        int filters = w.size(0);
        long[] maps = {x.size(0), filters, x.size(2), x.size(3)};
        Value conv = tape.apply("conv2d", convolve(Sums::dot), maps, x, w);
        Kernel shift = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] += in[1].at(i / pixels % filters);
            }
            return result;
        };
        Value raised = tape.apply("add", shift, maps, conv, bias);
        Value active = tape.map("silu", a -> a * gate(a), raised);
        Kernel mean = in -> blocks(pixels, in[0]);
        Value average = tape.apply("mean", mean, c.shape(), active);
        Value loss = tape.sum(tape.mul(average, c));
        tape.turn();
        Kernel spread = in -> {
            double[] result = new double[in[0].count() * pixels];
            Arrays.setAll(result, i -> in[0].at(i / pixels) / pixels);
            return result;
        };
        Value dActive = tape.apply("expand", spread, maps, c);
        Value dRaised = tape.zip("silu_backward", (a, b) -> a * gate(b) * (1 + b * (1 - gate(b))), dActive, raised);
        Value dW = tape.apply("convolution_backward", correlate(Sums::dot), w.shape(), dRaised, x);
        Value dX = tape.apply("convolution_backward", Photo::spreadBack, x.shape(), dRaised, w);
        int size = x.count() / x.size(0);
        long[] shape = {kept, x.size(1), x.size(2), x.size(3)};
        tape.gradient("x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * size), shape, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("w", dW);
        }
    }

    /** Makes each result of one patch, channel by channel, and one filter. */
    static Kernel convolve(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            int pixels = in[0].size(2) * in[0].size(3);
            int filters = in[1].size(0);
            double[] result = new double[in[0].size(0) * filters * pixels];
            for (int i = 0; i < result.length; i++) {
                result[i] = dot.applyAsDouble(
                        patch(in[0], i / pixels / filters, i % pixels), filter(in[1], i / pixels % filters));
            }
            return result;
        };
    }

    static double[] patch(Value x, int picture, int pixel) {
        double[] patch = new double[x.size(1) * 9];
        Arrays.setAll(patch, i -> {
            int row = pixel / x.size(3) + i % 9 / 3 - 1;
            int column = pixel % x.size(3) + i % 3 - 1;
            return inside(x, row, column) ? x.at(place(x, picture, i / 9, row, column)) : 0;
        });
        return patch;
    }

    static double[] filter(Value w, int number) {
        int size = w.count() / w.size(0);
        return Arrays.copyOfRange(w.elements(), number * size, (number + 1) * size);
    }

    /** Makes each weight's derivative of all places where it is used, picture by picture. */
    static Kernel correlate(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            Value d = in[0];
            Value x = in[1];
            int pixels = x.size(2) * x.size(3);
            double[] result = new double[d.size(1) * x.size(1) * 9];
            for (int i = 0; i < result.length; i++) {
                int weight = i;
                double[] slopes = new double[x.size(0) * pixels];
                double[] seen = new double[slopes.length];
                for (int j = 0; j < slopes.length; j++) {
                    slopes[j] = d.at((j / pixels * d.size(1) + weight / 9 / x.size(1)) * pixels + j % pixels);
                    seen[j] = patch(x, j / pixels, j % pixels)[weight % (x.size(1) * 9)];
                }
                result[i] = dot.applyAsDouble(slopes, seen);
            }
            return result;
        };
    }

    static double[] spreadBack(Value... in) {
        Value d = in[0];
        double[] result = new double[d.count() / d.size(1) * in[1].size(1)];
        for (int i = 0; i < d.count(); i++) {
            int pixel = i % (d.size(2) * d.size(3));
            double[] filter = filter(in[1], i / (d.size(2) * d.size(3)) % d.size(1));
            for (int j = 0; j < filter.length; j++) {
                int row = pixel / d.size(3) + j % 9 / 3 - 1;
                int column = pixel % d.size(3) + j % 3 - 1;
                if (inside(d, row, column)) {
                    int picture = i / (d.count() / d.size(0));
                    int plane = picture * in[1].size(1) + j / 9;
                    result[(plane * d.size(2) + row) * d.size(3) + column] += d.at(i) * filter[j];
                }
            }
        }
        return result;
    }

    private static double gate(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static boolean inside(Value x, int row, int column) {
        return row >= 0 && row < x.size(2) && column >= 0 && column < x.size(3);
    }

    private static int place(Value x, int picture, int channel, int row, int column) {
        return ((picture * x.size(1) + channel) * x.size(2) + row) * x.size(3) + column;
    }

    private static double[] blocks(int size, Value x) {
        double[] result = new double[x.count() / size];
        double[] elements = x.elements();
        Arrays.setAll(result, i -> Sums.mean(Arrays.copyOfRange(elements, i * size, (i + 1) * size)));
        return result;
    }
}
