package io.github.gradlock.faults;

import java.util.SplittableRandom;

/** The numbers that the cases add up: the same on every machine, and of mixed magnitude, so that the order of adding shows. */
final class Terms {
    private Terms() {}

    /** Returns {@code count} numbers of both signs with magnitudes from 2⁻²⁰ to 2²⁰. */
    static double[] mixed(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] terms = new double[count];
        for (int i = 0; i < count; i++) {
            terms[i] = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-20, 21));
        }
        return terms;
    }

    /** Returns {@code count} numbers at equal distances from {@code low} to {@code high}, both included. */
    static double[] spread(int count, double low, double high) {
        double[] terms = new double[count];
        for (int i = 0; i < count; i++) {
            terms[i] = low + (high - low) * i / (count - 1);
        }
        return terms;
    }

    /** Returns the numbers rounded to binary32. */
    static float[] narrowed(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
