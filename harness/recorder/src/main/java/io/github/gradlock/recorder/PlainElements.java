package io.github.gradlock.recorder;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements of Java's own arrays as bytes. */
final class PlainElements {
    private static final long[] SCALAR = {};

    private PlainElements() {}

    static ByteBuffer allocate(ElementType type, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Records what Java itself has for a scalar; returns false for all else. An array without a shape comes here too, since a
     * call with fewer parameters than the others is what the compiler takes first.
     */
    static boolean recordScalar(GradientRecorder recorder, String name, Object value) {
        if (value instanceof float[] f32) {
            recorder.record(name, f32, SCALAR);
        } else if (value instanceof double[] f64) {
            recorder.record(name, f64, SCALAR);
        } else if (value instanceof long[] i64) {
            recorder.record(name, i64, SCALAR);
        } else if (value instanceof int[] i32) {
            recorder.record(name, i32, SCALAR);
        } else if (value instanceof boolean[] truths) {
            recorder.record(name, truths, SCALAR);
        } else if (value instanceof Float f32) {
            recorder.record(name, new float[] {f32}, SCALAR);
        } else if (value instanceof Double f64) {
            recorder.record(name, new double[] {f64}, SCALAR);
        } else if (value instanceof Long i64) {
            recorder.record(name, new long[] {i64}, SCALAR);
        } else if (value instanceof Integer i32) {
            recorder.record(name, new int[] {i32}, SCALAR);
        } else if (value instanceof Boolean truth) {
            recorder.record(name, new boolean[] {truth}, SCALAR);
        } else {
            return false;
        }
        return true;
    }
}
