package io.github.gradlock.engine.math;

/**
 * The inverse of the error function in binary64.
 *
 * <p>Below ¾ it is x plus x times a polynomial in x². Beyond, with s = √(−log(1 − x)), which it approaches slowly (Giles, "Approximating
 * the erfinv function", GPU Computing Gems 2, 2011, takes the same variable), it is s plus a polynomial in (s − 2.5) / (s + 2.5); what
 * the rounding of the root took away is put back by one Newton step. So the rounding errors of a polynomial, which is small, hardly
 * show. The polynomials interpolate at Chebyshev nodes and were computed with 60 digits; their own error is below 4e-18. Bound: 2 ulp,
 * rounding included.
 */
final class InverseErrorFunction {
    /** Coefficients of erfinv(x) / x − 1 in powers of x² − 9/32, for |x| below ¾. */
    private static final double[] NEAR = {
        -0x1.26bc18389e1a7p-5,
        0x1.544e505fd49a3p-2,
        0x1.fdd1b104b1ccep-3,
        0x1.dc350b7fceb1ap-3,
        0x1.ee25e52abb5d4p-3,
        0x1.10a44af230aafp-2,
        0x1.3939ffaaf846cp-2,
        0x1.723ae8b2fdb22p-2,
        0x1.bef2e90d0a7dcp-2,
        0x1.1237bccce84d8p-1,
        0x1.54df68a6903d7p-1,
        0x1.ac333eccae32p-1,
        0x1.0f543690876dep0,
        0x1.5acc313813361p0,
        0x1.bd91f0bc4345p0,
        0x1.1b823feee0435p1,
        0x1.6fd680c9df402p1,
        0x1.0df1c4765d7cfp2,
        0x1.61cb7d570a0e5p2,
        0x1.887f9e8944a17p1,
        0x1.fdc9b97842a07p1,
        0x1.a70592591b95cp4,
        0x1.18e0cff69a7e3p5
    };

    /** Coefficients of erfinv(x) − s in powers of (s − 2.5) / (s + 2.5), for x from ¾ to the last number before 1. */
    private static final double[] FAR = {
        -0x1.3ad53deb5bdp-2,
        0x1.e11cc28e7cb68p-3,
        0x1.e62c592689dd9p-4,
        -0x1.6faa6d0b884a2p-3,
        0x1.983dddeb92c59p-3,
        -0x1.144e3755e6e3p-3,
        0x1.05578d6dcb676p-4,
        0x1.bd2e4e8338b6bp-7,
        -0x1.dd6fc4b5f5a0ep-5,
        0x1.3b769c0e7c58ep-4,
        -0x1.f3eb4258a63e5p-5,
        0x1.ee3a5f617ff58p-6,
        0x1.109f3e1a35f2ap-7,
        -0x1.1d8af192293d3p-5,
        0x1.7cbae9d6c7e47p-5,
        -0x1.34e2d2d3bbc2ap-5,
        0x1.237fdf31d4dfap-6,
        0x1.df6cb6ede717ap-8,
        -0x1.99b9050231789p-6,
        0x1.0aeb7149eaa63p-5,
        -0x1.d1989e4fc02cfp-6,
        0x1.cc58754ffaecap-7,
        0x1.ac610ca631312p-7,
        -0x1.f205356449bc1p-6,
        0x1.276e2749492fep-6
    };

    private InverseErrorFunction() {}

    static double erfinv(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < 0.75) {
            // A sum of zeros of both signs would lose the minus.
            return x == 0 ? x : x + x * ErrorFunction.horner(NEAR, x * x - 0.28125);
        }
        if (!(magnitude < 1)) {
            return magnitude == 1 ? x / 0.0 : Double.NaN;
        }
        double square = -StrictMath.log(1 - magnitude);
        double root = Math.sqrt(square);
        // The head has 24 bits, so that its square is exact.
        double head = (float) root;
        double rest = square - head * head - (root - head) * (root + head);
        double value = root + (ErrorFunction.horner(FAR, (root - 2.5) / (root + 2.5)) + rest / (2 * root));
        return x > 0 ? value : -value;
    }
}
