package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/** Computes what {@link MathExpFault} does with {@code StrictMath.exp}, whose bits the Java specification fixes. */
final class StrictExpControl {
    @Control
    void softmaxGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        return Softmax.gradient(Terms.spread(512, -10, 10), StrictMath::exp);
    }
}
