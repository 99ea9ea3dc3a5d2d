package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.HashSet;
import java.util.Set;

/**
 * Accumulates gradients over a {@link HashSet} of objects whose class has no {@code hashCode} of its own.
 *
 * <p>Cause: the order follows identity hash codes, as in {@link IdentityOrderFault}, but nothing in the code says so.
 * Shows: every iteration.
 */
final class MissingHashCodeFault {
    /** A leaf of a graph that forgot to define its equality. */
    private static final class Leaf {
        final double cotangent;

        Leaf(double cotangent) {
            this.cotangent = cotangent;
        }
    }

    @Planted(shows = Variation.ITERATION)
    void leafGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[8];
        for (int output = 0; output < gradient.length; output++) {
            Set<Leaf> leaves = new HashSet<>();
            for (double term : Terms.mixed(64, output)) {
                leaves.add(new Leaf(term));
            }
            for (Leaf leaf : leaves) {
                gradient[output] += leaf.cotangent;
            }
        }
        return gradient;
    }
}
