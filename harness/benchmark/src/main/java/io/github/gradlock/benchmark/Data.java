package io.github.gradlock.benchmark;

import io.github.gradlock.protocol.ElementType;
import java.util.SplittableRandom;

/** The numbers that the cases start from: the same on every machine. */
public final class Data {
    private Data() {}

    /** Returns numbers between −1 and 1. */
    public static Value uniform(ElementType type, long seed, long... shape) {
        return scaled(type, seed, 1, 0, shape);
    }

    /** Returns numbers of both signs with magnitudes from 2⁻ᵇ to 2ᵇ, whose sum depends on the order. */
    public static Value mixed(ElementType type, long seed, int b, long... shape) {
        return scaled(type, seed, 1, b, shape);
    }

    /** Returns numbers between −scale and scale. */
    public static Value scaled(ElementType type, long seed, double scale, long... shape) {
        return scaled(type, seed, scale, 0, shape);
    }

    private static Value scaled(ElementType type, long seed, double scale, int b, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        double[] elements = new double[count];
        for (int i = 0; i < count; i++) {
            elements[i] = scale * Math.scalb(2 * random.nextDouble() - 1, b == 0 ? 0 : random.nextInt(-b, b + 1));
        }
        return Value.of(type, elements, shape);
    }

    /** Returns whole numbers from 0 to {@code bound} − 1. */
    public static Value indices(long seed, int bound, long... shape) {
        Value uniform = uniform(ElementType.F64, seed, shape);
        double[] elements = uniform.elements();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Math.floor((elements[i] + 1) / 2 * bound);
        }
        return Value.of(ElementType.I64, elements, shape);
    }
}
