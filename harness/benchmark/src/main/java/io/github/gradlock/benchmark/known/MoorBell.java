package io.github.gradlock.benchmark.known;

/** The error function's complement, from a series near zero and from a continued fraction elsewhere. */
final class MoorBell {
    private MoorBell() {}

    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        double bell = StrictMath.exp(-x * x) / Math.sqrt(Math.PI);
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 60; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 1 - 2 * bell * sum;
        }
        double fraction = x;
        for (int n = 80; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return bell / fraction;
    }
}
