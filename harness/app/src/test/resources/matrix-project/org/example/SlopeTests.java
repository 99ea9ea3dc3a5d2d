package org.example;

import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.matrix.EnvironmentMatrix;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's test; one of its values depends on how the JVM was started. */
@EnvironmentMatrix(environments = {"plain", "elsewhere"}, directory = "environments", iterations = 1, restarts = 1)
class SlopeTests {
    @Test
    void same(GradientRecorder recorder) {
        recorder.record("x.grad", new double[] {1, 2, 3}, 3);
    }

    @Test
    void differs(GradientRecorder recorder) {
        recorder.record("x.grad", new double[] {1, Runtime.getRuntime().availableProcessors(), 3}, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void many(int value, GradientRecorder recorder) {
        recorder.record("x.grad", new int[] {value});
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of("dynamic.one", "dynamic.two").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }
}
