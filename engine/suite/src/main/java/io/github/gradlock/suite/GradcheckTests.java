package io.github.gradlock.suite;

import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.gradcheck.OpSample;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.probe.GradientRecorder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * First and second derivatives of every op in the table against central differences, in float64.
 *
 * <p>Nothing is recorded here, and the bits of the derivatives are other cases' business: so each process checks once, in its first
 * iteration.
 */
class GradcheckTests {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void gradcheck(OpSample sample, GradientRecorder recorder) {
        if (recorder.iteration() == 0) {
            Gradcheck.check(sample.function(), sample.inputs(DType.FLOAT64));
        }
    }

    static Stream<Named<OpSample>> gradcheck() {
        return Samples.all("gradcheck");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void gradgradcheck(OpSample sample, GradientRecorder recorder) {
        if (recorder.iteration() == 0) {
            Gradcheck.gradgradcheck(sample.function(), sample.inputs(DType.FLOAT64));
        }
    }

    static Stream<Named<OpSample>> gradgradcheck() {
        return Samples.smooth("gradgradcheck");
    }
}
