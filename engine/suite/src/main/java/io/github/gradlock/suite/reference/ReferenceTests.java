package io.github.gradlock.suite.reference;

import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.suite.Recording;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values, gradients and second-order gradients of PyTorch's own sample inputs: recorded, and held against PyTorch's.
 *
 * <p>They are not traced: their operations are those of the op table, whose cases are, and the hashes of all intermediate results would
 * cost the interpreter ten times what the gradients do.
 */
class ReferenceTests {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void pytorch(ReferenceCase sample, GradientRecorder recorder) {
        ReferenceCase.Result result = sample.compute();
        Recording.recordAll(recorder, "output", result.outputs());
        Recording.recordAll(recorder, "grad", result.grads());
        Recording.recordAll(recorder, "grad2", result.grads2());
        new Agreement(Tolerance.DEFAULT).require(sample.expected(), result);
    }

    static Stream<Named<ReferenceCase>> pytorch() {
        return ReferenceData.cases().stream()
                .map(sample -> Named.of("pytorch." + sample.id().replace('#', '.'), sample));
    }
}
