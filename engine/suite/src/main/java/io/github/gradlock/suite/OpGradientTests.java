package io.github.gradlock.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.gradcheck.GradcheckOptions;
import io.github.gradlock.engine.gradcheck.OpSample;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Value, gradients and second-order gradients of every op in the table, in both floating types.
 *
 * <p>The float64 cases are held against central differences too, in the first execution: the result of that cannot
 * change without the recorded gradients, which are what the harness sees.
 */
class OpGradientTests {
    /** Projections, since the interpreter runs this too; the build compares every element. */
    private static final GradcheckOptions FAST = GradcheckOptions.DEFAULT.withFastMode(true);

    @Tag("smoke")
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void float32(OpSample sample, GradientRecorder recorder) {
        first(sample, DType.FLOAT32, recorder);
    }

    static Stream<Named<OpSample>> float32() {
        return Samples.all("grad.float32");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void float64(OpSample sample, GradientRecorder recorder) {
        if (isFirst(recorder)) {
            Gradcheck.check(sample.function(), sample.inputs(DType.FLOAT64), FAST);
        }
        first(sample, DType.FLOAT64, recorder);
    }

    static Stream<Named<OpSample>> float64() {
        return Samples.all("grad.float64");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void secondOrderFloat32(OpSample sample, GradientRecorder recorder) {
        second(sample, DType.FLOAT32, recorder);
    }

    static Stream<Named<OpSample>> secondOrderFloat32() {
        return Samples.smooth("grad2.float32");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void secondOrderFloat64(OpSample sample, GradientRecorder recorder) {
        if (isFirst(recorder)) {
            Gradcheck.gradgradcheck(sample.function(), sample.inputs(DType.FLOAT64), FAST);
        }
        second(sample, DType.FLOAT64, recorder);
    }

    static Stream<Named<OpSample>> secondOrderFloat64() {
        return Samples.smooth("grad2.float64");
    }

    private static boolean isFirst(GradientRecorder recorder) {
        return recorder.restart() == 0 && recorder.iteration() == 0;
    }

    private static void first(OpSample sample, DType dtype, GradientRecorder recorder) {
        OpListener.Scope trace = Recording.trace(recorder);
        try (trace) {
            OpSample.Result result = sample.differentiate(dtype);
            Recording.record(recorder, "output", result.output());
            Recording.recordAll(recorder, "grad", result.grads());
            assertShapes(sample.inputs(dtype), result.grads());
        }
    }

    /** Not traced: a derivative's operations are in the traces of the cases of first order. */
    private static void second(OpSample sample, DType dtype, GradientRecorder recorder) {
        Recording.recordAll(recorder, "grad2", sample.differentiateTwice(dtype));
    }

    private static void assertShapes(List<Tensor> inputs, List<Tensor> grads) {
        for (int i = 0; i < grads.size(); i++) {
            assertEquals(inputs.get(i).shape(), grads.get(i).shape(), "shape of gradient " + i);
            assertEquals(inputs.get(i).dtype(), grads.get(i).dtype(), "dtype of gradient " + i);
        }
    }
}
