package io.github.gradlock.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers in a Java array, from which each side makes a tensor of its own: the same bits for both.
 *
 * @param array {@code float[]}, {@code double[]} or {@code long[]}, row-major
 * @param role what the tensor is in its work
 * @param sizes its shape
 */
record Values(Object array, Role role, int... sizes) {
    /** What a tensor is in its work. */
    enum Role {
        /** It has no gradient. */
        CONSTANT,
        /** Its gradient is asked for. */
        LEAF,
        /** A backward pass begins with it. */
        COTANGENT
    }

    /** Draws float32 numbers of about the normal distribution: the sum of twelve even ones. */
    static Values normal(long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count(sizes)];
        for (int i = 0; i < numbers.length; i++) {
            double sum = -6;
            for (int term = 0; term < 12; term++) {
                sum += random.nextDouble();
            }
            numbers[i] = (float) sum;
        }
        return new Values(numbers, Role.CONSTANT, sizes);
    }

    /** Draws float32 numbers evenly from an interval. */
    static Values uniform(long seed, double low, double high, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count(sizes)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return new Values(numbers, Role.CONSTANT, sizes);
    }

    /** Draws int64 numbers from 0 on, below {@code end}. */
    static Values classes(long seed, long end, int... sizes) {
        long[] numbers = new SplittableRandom(seed).longs(count(sizes), 0, end).toArray();
        return new Values(numbers, Role.CONSTANT, sizes);
    }

    /** Returns copies of one float32 number. */
    static Values filled(float value, int... sizes) {
        float[] numbers = new float[count(sizes)];
        Arrays.fill(numbers, value);
        return new Values(numbers, Role.CONSTANT, sizes);
    }

    /** Returns the same numbers as float64. */
    Values asDoubles() {
        float[] from = (float[]) array;
        double[] numbers = new double[from.length];
        Arrays.setAll(numbers, i -> from[i]);
        return new Values(numbers, role, sizes);
    }

    /** Returns the same, whose gradient is asked for. */
    Values leaf() {
        return new Values(array, Role.LEAF, sizes);
    }

    /** Returns the same, with which a backward pass begins. */
    Values cotangent() {
        return new Values(array, Role.COTANGENT, sizes);
    }

    private static int count(int... sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }
}
