package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Accumulates gradients over graph nodes kept in an {@link IdentityHashMap}.
 *
 * <p>Cause: its order follows identity hash codes, which are drawn anew for each object. Shows: every iteration; often
 * <em>not</em> between the first iterations of two processes, because each thread draws from a fixed seed.
 */
final class IdentityOrderFault {
    @Planted(shows = Variation.ITERATION)
    void graphGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[8];
        for (int output = 0; output < gradient.length; output++) {
            Map<Object, Double> nodes = new IdentityHashMap<>();
            for (double term : Terms.mixed(64, output)) {
                nodes.put(new Object(), term);
            }
            for (double term : nodes.values()) {
                gradient[output] += term;
            }
        }
        return gradient;
    }
}
