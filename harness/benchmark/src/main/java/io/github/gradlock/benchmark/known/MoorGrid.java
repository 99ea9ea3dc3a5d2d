package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.function.DoubleUnaryOperator;

/** What a map says between its points, brightened and bent, against measurements. */
final class MoorGrid {
    private MoorGrid() {}

    /** Takes what one point gives back to a place of the map. */
    interface Place {
        void add(int index, double amount);
    }

    /** Records the gradients of {@code Σ (tanh(gain · map(points)) − target)²}, {@code map [h, w], points [n, 2], gain [], target [n]}. */
    static void run(Tape tape, Value map, Value points, Value gain, Value target) {
        Value between = tape.apply("grid_sampler_2d", in -> sample(x -> x, in), target.shape(), map, points);
        Value bright = tape.mul(between, gain);
        Value bent = tape.map("tanh", StrictMath::tanh, bright);
        Value error = tape.sub(bent, target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dBent = tape.map("mul", a -> 2 * a, error);
        Value dBright = tape.zip("tanh_backward", (a, b) -> a * (1 - b * b), dBent, bent);
        Value dGain = tape.sum(tape.mul(dBright, between));
        Value dBetween = tape.mul(dBright, gain);
        int width = map.size(1);
        Value dMap = tape.apply(
                "grid_sampler_2d_backward", in -> spread(map.count(), width, in), map.shape(), dBetween, points);
        tape.gradient("loss", loss);
        tape.gradient("gain", dGain);
        tape.gradient("map", dMap);
    }

    /** Interpolates between four places, with rounded weights. */
    static double[] sample(DoubleUnaryOperator weight, Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[1].size(0)];
        for (int i = 0; i < result.length; i++) {
            int point = i;
            visit(
                    width,
                    in[1].at(2 * i),
                    in[1].at(2 * i + 1),
                    (at, share) -> result[point] += weight.applyAsDouble(share) * in[0].at(at));
        }
        return result;
    }

    /** Gives each point's part back to the four places that it came from. */
    static double[] spread(int count, int width, Value... in) {
        double[] result = new double[count];
        for (int i = 0; i < in[0].count(); i++) {
            double amount = in[0].at(i);
            visit(width, in[1].at(2 * i), in[1].at(2 * i + 1), (at, share) -> result[at] += share * amount);
        }
        return result;
    }

    /** Visits the four places around a point, with the share of each. */
    static void visit(int width, double y, double x, Place place) {
        int top = (int) y;
        int left = (int) x;
        double down = y - top;
        double right = x - left;
        int at = top * width + left;
        place.add(at, (1 - down) * (1 - right));
        place.add(at + 1, (1 - down) * right);
        place.add(at + width, down * (1 - right));
        place.add(at + width + 1, down * right);
    }
}
