package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Value;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Fast Fourier transforms (Cooley and Tukey 1965), which split by the factors of a plan. */
final class Fourier {
    private Fourier() {}

    /** Returns the plan that splits by two all the way. */
    static int[] plan(int count) {
        int[] plan = new int[Integer.numberOfTrailingZeros(count)];
        Arrays.fill(plan, 2);
        return plan;
    }

    /** Transforms real numbers, {@code [n]} to {@code [2, n]}. */
    static double[] forward(int[] plan, Value... in) {
        double[] x = Arrays.copyOf(in[0].elements(), 2 * in[0].count());
        return transform(-1, plan, 0, x, DoubleUnaryOperator.identity());
    }

    /** Transforms back, {@code [2, n]} to the real part {@code [n]}, without a factor. */
    static double[] backward(int[] plan, Value... in) {
        double[] y = transform(1, plan, 0, in[0].elements(), DoubleUnaryOperator.identity());
        return Arrays.copyOf(y, y.length / 2);
    }

    /** Transforms complex numbers, with roots of unity that are kept in some precision. */
    static double[] transform(int sign, int[] plan, int depth, double[] x, DoubleUnaryOperator precision) {
        int count = x.length / 2;
        if (count == 1) {
            return x;
        }
        int parts = plan[depth];
        int size = count / parts;
        double[][] part = new double[parts][];
        for (int p = 0; p < parts; p++) {
            double[] each = new double[2 * size];
            for (int i = 0; i < size; i++) {
                each[i] = x[i * parts + p];
                each[size + i] = x[count + i * parts + p];
            }
            part[p] = transform(sign, plan, depth + 1, each, precision);
        }
        double[] result = new double[2 * count];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < parts; p++) {
                double angle = sign * 2 * Math.PI * (i * p % count) / count;
                double re = precision.applyAsDouble(StrictMath.cos(angle));
                double im = precision.applyAsDouble(StrictMath.sin(angle));
                result[i] += part[p][i % size] * re - part[p][size + i % size] * im;
                result[count + i] += part[p][i % size] * im + part[p][size + i % size] * re;
            }
        }
        return result;
    }
}
