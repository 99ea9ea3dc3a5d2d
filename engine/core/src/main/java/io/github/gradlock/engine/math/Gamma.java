package io.github.gradlock.engine.math;

/**
 * The logarithm of the gamma function and its derivatives in binary64.
 *
 * <p>Polynomials with the zero of the function as a factor between 0.75 and 2.75, recurrence beside them, the asymptotic series
 * beyond, reflection for negative arguments. The polynomials interpolate at Chebyshev nodes and were computed with 80 digits;
 * their own relative error is below 3e-19. Bounds for positive arguments: {@code lgamma} 4 ulp, {@code digamma} 6 ulp. On the
 * negative axis both functions have zeros that no factor takes care of: near these the error is small in absolute terms, but not
 * relative to the value.
 */
final class Gamma {
    /** Coefficients of lgamma(x) / (x − 1) in powers of x − 1, from 0.75 to 1.25. */
    private static final double[] NEAR_1 = {
        -0x1.2788cfc6fb619p-1, 0x1.a51a6625307d3p-1, -0x1.9a4d55beab2ddp-2, 0x1.151322ac7d84ep-2,
        -0x1.a8b9c17aa4707p-3, 0x1.5b40cb100a9eep-3, -0x1.2703a1de396c3p-3, 0x1.010b36b0c68b9p-3,
        -0x1.c8066f5e2cda3p-4, 0x1.9a01e282b40a1p-4, -0x1.748c71ee13f0ap-4, 0x1.556b12446863fp-4,
        -0x1.3b14bf7d9155cp-4, 0x1.248e6c7b09ba8p-4, -0x1.11d72c1a90627p-4, 0x1.00bc3fa8df407p-4,
        -0x1.cd9b02c0d6b30p-5, 0x1.b3bc98d8742cfp-5, -0x1.1fed7d75d3a3ep-4, 0x1.11e874e4f59a9p-4
    };

    /** Coefficients of lgamma in powers of x − 1.5, from 1.25 to 1.75. */
    private static final double[] BETWEEN = {
        -0x1.eeb95b094c191p-4,
        0x1.2aed059bd608ap-5,
        0x1.de9e64df22ef3p-2,
        -0x1.1ae55b180726cp-3,
        0x1.e0f840dad64c2p-5,
        -0x1.da59d5374a8f0p-6,
        0x1.f9ca39da31e5bp-7,
        -0x1.1a8ba4f09efb7p-7,
        0x1.456f1b22e2cc6p-8,
        -0x1.7edb81900e449p-9,
        0x1.c97323e226994p-10,
        -0x1.148a0ed8d2990p-10,
        0x1.5187f44d6aebfp-11,
        -0x1.9f0dc6c9dc4dep-12,
        0x1.feb18290532aep-13,
        -0x1.3da2d3196f576p-13,
        0x1.be9fdf90bd9e6p-14,
        -0x1.186969b521195p-14
    };

    /** Coefficients of lgamma(x) / (x − 2) in powers of x − 2.25, from 1.75 to 2.75. */
    private static final double[] NEAR_2 = {
        0x1.ff797bba88502p-2,
        0x1.2b408cef4c80cp-2,
        -0x1.bcc9b6fbc7725p-5,
        0x1.e14e96ffdd8e6p-7,
        -0x1.3191e510f9da3p-8,
        0x1.a7552044fc78cp-10,
        -0x1.356ab22aad115p-11,
        0x1.d4c16e9669eeap-13,
        -0x1.6c170d3790a17p-14,
        0x1.2008627b539ddp-15,
        -0x1.ce1ac45a216f6p-17,
        0x1.76b8fdbb3fb19p-18,
        -0x1.327d5651b3907p-19,
        0x1.f8ee0f1773353p-21,
        -0x1.a2efc537249a4p-22,
        0x1.5cda448bd1327p-23,
        -0x1.1c0aa7a6c2623p-24,
        0x1.dca8df3122d15p-26,
        -0x1.02814092a2281p-26,
        0x1.b5134fced1b1dp-28
    };

    /** Coefficients of digamma(x) / (x − x₀) in powers of x − 1.75, from 1.25 to 2.25; x₀ is the positive zero. */
    private static final double[] DIGAMMA = {
        0x1.b763ca67112a0p-1, -0x1.4e15b17372db3p-2, 0x1.41c830a3206e4p-3, -0x1.510ab0e548b1cp-4,
        0x1.6effaf57e5eaep-5, -0x1.97cc6e1065497p-6, 0x1.ca494722825acp-7, -0x1.0335d258bcc29p-7,
        0x1.266020eaa1862p-8, -0x1.4f1c29c2d87e7p-9, 0x1.7e0ac7084c1cbp-10, -0x1.b3f1a85682b59p-11,
        0x1.f1bc62116c8f5p-12, -0x1.1c4352181041bp-12, 0x1.44bebd2715e65p-13, -0x1.728e286ebb03cp-14,
        0x1.a76cd33472913p-15, -0x1.eca0c9cf5c953p-16, 0x1.197bf29dae775p-16, -0x1.107e281cfb4c2p-17,
        0x1.3769468be63b9p-18, -0x1.4f5b1eea464d8p-18, 0x1.7f42ce51eb18ep-19
    };

    /** B(2k) / (2k (2k − 1)), the coefficients of lgamma in odd powers of 1/x. */
    private static final double[] STIRLING = {
        0x1.5555555555555p-4, -0x1.6c16c16c16c17p-9, 0x1.a01a01a01a01ap-11, -0x1.3813813813814p-11,
        0x1.b951e2b18ff23p-11, -0x1.f6ab0d9993c7dp-10, 0x1.a41a41a41a41ap-8, -0x1.e4286cb0f5398p-6,
        0x1.6fe96381e0680p-3, -0x1.6476701181f3ap0
    };

    /** B(2k) / 2k, the coefficients of digamma in powers of 1/x². */
    private static final double[] ASYMPTOTIC = {
        0x1.5555555555555p-4, -0x1.1111111111111p-7, 0x1.0410410410410p-8, -0x1.1111111111111p-8,
        0x1.f07c1f07c1f08p-8, -0x1.5995995995996p-6, 0x1.5555555555555p-4, -0x1.c5e5e5e5e5e5ep-2,
        0x1.86e7f9b9fe6e8p1, -0x1.a74ca514ca515p4
    };

    private static final double ZERO = 0x1.762d86356be3fp0;
    private static final double ZERO_REST = 0x1.b86a722197829p-54;
    /** (ln 2π − 1) / 2. */
    private static final double STIRLING_CONSTANT = 0x1.acfe390c97d69p-2;

    private Gamma() {}

    static double lgamma(double x) {
        if (x != x) {
            return x;
        }
        if (x <= 0) {
            return x == Math.rint(x) ? Double.POSITIVE_INFINITY : reflectedLgamma(x);
        }
        if (x == 1 || x == 2) {
            return 0;
        }
        if (x < 0.75) {
            return lgamma(1 + x) - StrictMath.log(x);
        }
        if (x < 1.25) {
            return (x - 1) * ErrorFunction.horner(NEAR_1, x - 1);
        }
        if (x < 1.75) {
            return ErrorFunction.horner(BETWEEN, x - 1.5);
        }
        if (x >= 8) {
            return x == Double.POSITIVE_INFINITY ? x : stirling(x);
        }
        double y = x;
        double product = 1;
        while (y >= 2.75) {
            y -= 1;
            product *= y;
        }
        double value = (y - 2) * ErrorFunction.horner(NEAR_2, y - 2.25);
        return product == 1 ? value : value + StrictMath.log(product);
    }

    private static double stirling(double x) {
        double inverse = 1 / x;
        double series = ErrorFunction.horner(STIRLING, inverse * inverse) * inverse;
        return (x - 0.5) * (StrictMath.log(x) - 1) + (STIRLING_CONSTANT + series);
    }

    /** Uses Γ(x) Γ(−x) = −π / (x sin πx). */
    private static double reflectedLgamma(double x) {
        if (x > -0x1p-60) {
            return -StrictMath.log(-x);
        }
        double sine = Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
        return StrictMath.log(Math.PI / (-x * sine)) - lgamma(-x);
    }

    static double digamma(double x) {
        if (x == 0) {
            return -1 / x;
        }
        if (x < 0) {
            double rest = x - Math.rint(x);
            // At the other poles the function has no sign to give, and PyTorch says NaN.
            return rest == 0 || x == Double.NEGATIVE_INFINITY
                    ? Double.NaN
                    : digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * rest);
        }
        if (x >= 10) {
            double inverse = 1 / x;
            double series = ErrorFunction.horner(ASYMPTOTIC, inverse * inverse) * inverse * inverse;
            return StrictMath.log(x) - (0.5 * inverse + series);
        }
        double y = x;
        double sum = 0;
        for (; y < 1.25; y += 1) {
            sum -= 1 / y;
        }
        while (y >= 2.25) {
            y -= 1;
            sum += 1 / y;
        }
        return sum + ((y - ZERO) - ZERO_REST) * ErrorFunction.horner(DIGAMMA, y - 1.75);
    }

    static double polygamma(double order, double x) {
        if (!(order >= 0) || order != Math.rint(order) || order > 1000 || x != x) {
            return Double.NaN;
        }
        int n = (int) order;
        if (n == 0) {
            return digamma(x);
        }
        double sign = n % 2 == 0 ? -1 : 1;
        if (x <= 0) {
            if (x == Math.rint(x)) {
                return sign * Double.POSITIVE_INFINITY;
            }
            return -sign * polygamma(order, 1 - x) - cotangentDerivative(n, x);
        }
        double factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        return sign * factorial * hurwitz(n + 1, x);
    }

    /** Returns the Hurwitz zeta function Σ (x + k)^−s by the sum's first terms and Euler's and Maclaurin's formula for the others. */
    private static double hurwitz(int s, double x) {
        double sum = 0;
        double y = x;
        for (; y < s + 10; y += 1) {
            sum += StrictMath.pow(y, -s);
        }
        double power = StrictMath.pow(y, -s);
        double tail = y / (s - 1) + 0.5;
        double factor = s / y;
        for (int k = 1; k <= ASYMPTOTIC.length; k++) {
            // B(2k) / (2k)! · s (s + 1) … (s + 2k − 2) · y^(1 − 2k); the array holds B(2k) / 2k.
            tail += ASYMPTOTIC[k - 1] * factor;
            factor *= (s + 2 * k - 1) / y / (2 * k) * ((s + 2 * k) / y / (2 * k + 1));
        }
        return sum + power * tail;
    }

    /**
     * Returns the n-th derivative of π cot πx. It is π^(n+1) times a polynomial in the cotangent c, and from one order to the next
     * P becomes −(1 + c²) P'; its coefficients have one sign and its powers one parity, so that nothing cancels.
     */
    private static double cotangentDerivative(int n, double x) {
        double[] p = {0, 1};
        double scale = Math.PI;
        for (int i = 0; i < n; i++) {
            double[] next = new double[p.length + 1];
            for (int j = 1; j < p.length; j++) {
                next[j - 1] -= j * p[j];
                next[j + 1] -= j * p[j];
            }
            p = next;
            scale *= Math.PI;
        }
        return scale * ErrorFunction.horner(p, 1 / StrictMath.tan(Math.PI * (x - Math.rint(x))));
    }
}
