package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/**
 * What is known of a tensor that was not kept.
 *
 * @param label where it came from
 * @param spec its shape and dtype
 * @param bits 64 bits mixed from those of its elements, in row-major order
 */
record Digest(String label, GradientSpec spec, long bits) {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    static Digest of(String label, Tensor tensor) {
        long bits = tensor.numel();
        switch (tensor.dtype()) {
            case FLOAT32 -> {
                for (float value : tensor.toFloatArray()) {
                    bits = mix(bits, Float.floatToRawIntBits(value));
                }
            }
            case FLOAT64 -> {
                for (double value : tensor.toDoubleArray()) {
                    bits = mix(bits, Double.doubleToRawLongBits(value));
                }
            }
            case INT64 -> {
                for (long value : tensor.toLongArray()) {
                    bits = mix(bits, value);
                }
            }
            case BOOL -> {
                for (boolean value : tensor.toBooleanArray()) {
                    bits = mix(bits, value ? 1 : 0);
                }
            }
        }
        return new Digest(label, GradientSpec.of(tensor), bits);
    }

    /** A step of a bijection for each element, so that one element that differs always shows. */
    private static long mix(long state, long element) {
        long mixed = (state ^ element) * FACTOR;
        return mixed ^ mixed >>> 29;
    }

    @Override
    public String toString() {
        return label + ": " + spec + " with digest " + String.format(Locale.ROOT, "%016x", bits);
    }
}
