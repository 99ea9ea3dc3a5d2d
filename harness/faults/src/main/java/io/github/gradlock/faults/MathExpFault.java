package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Locale;

/**
 * Takes a softmax's exponentials from {@code Math.exp}, which is an intrinsic of the JVM's own on x86-64.
 *
 * <p>Cause: the intrinsic and the C library's port differ by an ulp on about a tenth of the inputs. Shows: variant
 * {@code libm=java}, always.
 */
final class MathExpFault {
    @Planted(shows = Variation.VARIANT)
    void softmaxGradient(GradientRecorder recorder) {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        assumeTrue(
                arch.equals("amd64") || arch.equals("x86_64"),
                "Math.exp has an intrinsic to switch off on x86-64 only");
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        return Softmax.gradient(Terms.spread(512, -10, 10), Math::exp);
    }
}
