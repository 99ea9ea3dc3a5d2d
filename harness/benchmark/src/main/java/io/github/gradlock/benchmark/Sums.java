package io.github.gradlock.benchmark;

/** Adds up in a fixed order, from the first to the last, as the operations without a fault do. */
public final class Sums {
    private Sums() {}

    /** Returns the sum. */
    public static double sum(double... x) {
        double sum = 0;
        for (double each : x) {
            sum += each;
        }
        return sum;
    }

    /** Returns the sum, rounded to binary32 after each step. */
    public static double singleSum(double... x) {
        float sum = 0;
        for (double each : x) {
            sum += (float) each;
        }
        return sum;
    }

    /** Returns the mean. */
    public static double mean(double... x) {
        return sum(x) / x.length;
    }

    /** Returns the greatest element. */
    public static double max(double... x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double each : x) {
            max = Math.max(max, each);
        }
        return max;
    }

    /** Returns the products of the elements. */
    public static double[] products(double[] x, double... y) {
        double[] products = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            products[i] = x[i] * y[i];
        }
        return products;
    }

    /** Returns the products of the elements, each rounded to binary32. */
    public static double[] singleProducts(double[] x, double... y) {
        double[] products = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            products[i] = (float) x[i] * (float) y[i];
        }
        return products;
    }

    /** Returns the scalar product. */
    public static double dot(double[] x, double... y) {
        return sum(products(x, y));
    }

    /** Returns the scalar product, rounded to binary32 after each step. */
    public static double singleDot(double[] x, double... y) {
        return singleSum(singleProducts(x, y));
    }
}
