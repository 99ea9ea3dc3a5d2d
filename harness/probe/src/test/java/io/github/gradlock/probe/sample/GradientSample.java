package io.github.gradlock.probe.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of every kind that a suite may have. */
class GradientSample {
    @BeforeEach
    void before(GradientRecorder recorder) {
        recorder.record("seed", new long[] {recorder.seed()});
    }

    @Test
    @Tag("smoke")
    @DisplayName("square.grad")
    void square(GradientRecorder recorder) {
        recorder.record("f32", new float[] {1, -0f, Float.intBitsToFloat(0xffc00123)}, 3);
        recorder.record("f64", new double[] {1, 2, 3, 4}, 2, 2);
        recorder.record("i32", new int[] {-1});
        recorder.record("bool", new boolean[] {true, false}, 2);
        recorder.record("u8", ElementType.U8, new long[] {0, 3}, ByteBuffer.allocate(0));
    }

    @Test
    void traced(GradientRecorder recorder) {
        Object x = new Object();
        Object y = new Object();
        TracedTensor in = new TracedTensor(x, ElementType.U8, new long[] {1}, () -> ByteBuffer.wrap(new byte[] {7}));
        TracedTensor out = new TracedTensor(y, ElementType.U8, new long[] {1}, () -> ByteBuffer.wrap(new byte[] {8}));
        recorder.trace(
                "forward",
                "inc",
                Map.of("by", "1"),
                List.of(in),
                List.of(out),
                inputs -> List.of(
                        ByteBuffer.wrap(new byte[] {(byte) (inputs.get(0).get(0) + 1)})));
        recorder.trace("backward", "dec", Map.of(), List.of(in, out), List.of(out));
    }

    @Test
    void warmsUp(GradientRecorder recorder) {
        recorder.record("x", new long[] {Math.min(recorder.iteration(), 1)});
    }

    @Test
    void statusOnly() {
        System.out.println("hello from statusOnly");
        assertEquals("kept", "kept");
    }

    @Test
    void fails(GradientRecorder recorder) {
        recorder.record("before", new long[] {1});
        throw new IllegalStateException("as \u0001 planned");
    }

    @Test
    void recordsTwice(GradientRecorder recorder) {
        recorder.record("x", new long[] {1});
        recorder.record("x", new long[] {1});
    }

    @Test
    @Disabled("for a reason")
    void disabled() {}

    @Test
    void assumes() {
        assumeTrue(false, "no GPU");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void numbered(int value, GradientRecorder recorder) {
        recorder.record("value", new int[] {value});
    }

    @ParameterizedTest(name = "named.{0}")
    @ValueSource(strings = {"a", "b"})
    void named(String value) {
        assertEquals(1, value.length());
    }

    @RepeatedTest(2)
    void repeated(GradientRecorder recorder) {
        recorder.record("x", new float[] {1}, 1);
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of("dynamic.one", "dynamic.two").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }
}
