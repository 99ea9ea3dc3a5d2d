package io.github.gradlock.recorder.matrix.sample;

import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.matrix.EnvironmentMatrix;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every kind, which say what of them is executed. */
@EnvironmentMatrix(environments = "host", iterations = 1, restarts = 2, policy = "exp*=ulp:1", require = "all")
public class MatrixSample {
    /** What was executed in this JVM. */
    public static final List<String> EXECUTED = new CopyOnWriteArrayList<>();

    @BeforeEach
    void before() {
        EXECUTED.add("before");
    }

    @Test
    void single(GradientRecorder recorder) {
        EXECUTED.add("single");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void many(int value, GradientRecorder recorder) {
        EXECUTED.add("many" + value);
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        EXECUTED.add("factory");
        return Stream.of("one", "two").map(name -> DynamicTest.dynamicTest(name, () -> EXECUTED.add(name)));
    }

    @Nested
    class Inner {
        @Test
        void within(GradientRecorder recorder) {
            EXECUTED.add("within");
        }
    }

    /** Has no tests that others have to name. */
    @EnvironmentMatrix
    public static class PlainSample {
        @BeforeAll
        static void prepare() {
            EXECUTED.add("prepare");
        }

        @Test
        void single() {
            EXECUTED.add("plain");
        }
    }
}
