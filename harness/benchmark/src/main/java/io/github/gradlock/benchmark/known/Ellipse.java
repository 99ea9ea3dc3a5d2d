package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The likelihood of points in a plane under a normal distribution. */
final class Ellipse {
    private Ellipse() {}

    /** Records the gradients of {@code Σ xᵀ C⁻¹ x + n log det C} with respect to points {@code x [n, 2]} and covariance {@code c [2, 2]}. */
    static void run(Tape tape, Value x, Value c) {
        double points = x.size(0);
        Value det = tape.apply("linalg_det", Ellipse::determinant, new long[0], c);
        Value inverse = tape.apply("linalg_inv", Ellipse::inverse, c.shape(), c, det);
        Value turned = tape.matmul(x, inverse);
        Value distance = tape.sumRows(tape.mul(turned, x));
        Value logDet = tape.map("log", a -> points * StrictMath.log(a), det);
        Value loss = tape.add(tape.sum(distance), logDet);
        tape.turn();
        Value dX = tape.map("mul", a -> 2 * a, turned);
        Value scatter = tape.matmul(tape.t(turned), turned);
        Value shrink = tape.map("mul", a -> points * a, inverse);
        tape.gradient("loss", loss);
        tape.gradient("x", dX);
        tape.gradient("c", tape.sub(shrink, scatter));
    }

    private static double[] determinant(Value... inputs) {
        return new double[] {inputs[0].at(0) * inputs[0].at(3) - inputs[0].at(1) * inputs[0].at(2)};
    }

    private static double[] inverse(Value... inputs) {
        double[] c = inputs[0].elements();
        double det = inputs[1].at(0);
        return new double[] {c[3] / det, -c[1] / det, -c[2] / det, c[0] / det};
    }
}
