package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Arcs on a globe, from points to stations. */
final class QuayGlobe {
    private QuayGlobe() {}

    /**
     * Records the gradient of {@code Σ c · arc²} in the latitudes, {@code latitude, longitude, c [n]}, stations of length one {@code [n, 3]}; of
     * points, of the first {@code kept}.
     */
    static void run(Tape tape, Value latitude, Value longitude, Value stations, Value c, int kept) {
        long[] one = latitude.shape();
        Value cosine = tape.map("cos", StrictMath::cos, latitude);
        Value sine = tape.map("sin", StrictMath::sin, latitude);
        Value east = tape.map("cos", StrictMath::cos, longitude);
        Value north = tape.map("sin", StrictMath::sin, longitude);
        Value x = tape.mul(cosine, east);
        Value y = tape.mul(cosine, north);
        Kernel stack = in -> {
            double[] result = new double[3 * in[0].count()];
            Arrays.setAll(result, i -> in[i % 3].at(i / 3));
            return result;
        };
        Value points = tape.apply("stack", stack, stations.shape(), x, y, sine);
        Value axes = tape.apply("linalg_cross", QuayGlobe::cross, stations.shape(), points, stations);
        Value height = tape.apply("linalg_vector_norm", Kernel.rows(row -> Math.sqrt(Sums.dot(row, row))), one, axes);
        Value arc = tape.map("asin", StrictMath::asin, height);
        Value loss = tape.sum(tape.mul(tape.mul(arc, arc), c));
        tape.turn();
        Value dArc = tape.zip("mul", (a, b) -> 2 * a * b, arc, c);
        Value dHeight = tape.zip("asin_backward", (a, b) -> a / Math.sqrt(1 - b * b), dArc, height);
        Value share = tape.zip("div", (a, b) -> a / b, dHeight, height);
        Value dAxes = tape.zipRows("mul", (a, b) -> a * b, axes, share);
        Value dPoints = tape.apply("linalg_cross", QuayGlobe::cross, stations.shape(), stations, dAxes);
        Value[] parts = new Value[3];
        Arrays.setAll(parts, part -> tape.apply("select", Kernel.rows(row -> row[part]), one, dPoints));
        Value level = tape.add(tape.mul(parts[0], east), tape.mul(parts[1], north));
        Value dLatitude = tape.sub(tape.mul(parts[2], cosine), tape.mul(level, sine));
        tape.gradient(
                "latitude",
                tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept), new long[] {kept}, dLatitude));
        if (kept == latitude.size(0)) {
            tape.gradient("loss", loss);
        }
    }

    private static double[] cross(Value... in) {
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            int row = i / 3 * 3;
            int next = row + (i + 1) % 3;
            int last = row + (i + 2) % 3;
            result[i] = in[0].at(next) * in[1].at(last) - in[0].at(last) * in[1].at(next);
        }
        return result;
    }
}
