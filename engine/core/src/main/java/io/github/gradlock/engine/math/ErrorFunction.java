package io.github.gradlock.engine.math;

/**
 * The error function in binary64, from additions and multiplications alone, so that it has the same bits on every device.
 *
 * <p>Below 1 it is x plus x times a polynomial in x²; from 1 to 6 it is 1 less a polynomial on each interval of length ½; beyond,
 * ±1. So the rounding errors of a polynomial, which is small, hardly show. The polynomials
 * interpolate at Chebyshev nodes and were computed with 80 digits; their own error is below 3e-18. Bound of {@code erf}:
 * 1.5 ulp (rounding included), of {@code erfc}: 6 ulp.
 */
final class ErrorFunction {
    /** Coefficients of erf(x) / x − 1 in powers of x², for |x| below 1. */
    private static final double[] NEAR = {
        0x1.06eba8214db69p-3, -0x1.812746b0379e7p-2, 0x1.ce2f21a042bdep-4, -0x1.b82ce312889bap-6,
        0x1.565bcd0e6502dp-8, -0x1.c02db3feeb579p-11, 0x1.f9a326c233146p-14, -0x1.f4d2561aeafd4p-17,
        0x1.b9e6509b9867dp-20, -0x1.5f6d925a0bc7ap-23, 0x1.fc4356498c2d9p-27, -0x1.4e607b41a6416p-30,
        0x1.7f072188e194dp-34, -0x1.29b9f1b3df556p-38
    };

    /** Coefficients of 1 − erf in powers of 4(x − m), for each interval [1 + i/2, 3/2 + i/2] with midpoint m. */
    private static final double[][] FAR = {
        {
            0x1.3bcd133aa0ffcp-4,
            -0x1.e4652fadcb6b2p-5,
            0x1.2ebf3dcc9f20cp-6,
            -0x1.571d01c5c5760p-9,
            0x1.93a9a7bc0b1e3p-16,
            0x1.8281ce0b5d725p-15,
            -0x1.5d0003bca14e9p-18,
            -0x1.db43ca6554e5ap-23,
            0x1.75673665077ebp-24,
            -0x1.cc21a7ad7d28ap-29,
            -0x1.a00e53b92bb61p-31,
            0x1.539192b8c3af5p-34,
            0x1.bf9b444167ad4p-39,
            -0x1.c8ae910f36d87p-41
        },
        {
            0x1.b4be201caa4b5p-7,
            -0x1.b055303221016p-7,
            0x1.7a4a8a2bdcd23p-8,
            -0x1.7148c3d57c26ep-10,
            0x1.8a0da5432404dp-13,
            -0x1.b22257dda5c39p-18,
            -0x1.25b378f60f46ap-19,
            0x1.8d10fba945f4bp-22,
            -0x1.7ec151a1076fbp-27,
            -0x1.d4cf632c29957p-29,
            0x1.d02a7143f3b62p-32,
            0x1.717f97218bc12p-40,
            -0x1.1bc3fac33ba5cp-38,
            0x1.1d7248362f9a5p-42
        },
        {
            0x1.7f713f9cc977dp-10,
            -0x1.d4143a9dfe964p-10,
            0x1.074b60f8df600p-10,
            -0x1.63ef61e8244d0p-12,
            0x1.38a983275d90ap-14,
            -0x1.5d3b17bbcb923p-17,
            0x1.7cae0dc8354c7p-21,
            0x1.5f8313369b940p-25,
            -0x1.060311ded2fadp-26,
            0x1.8352faf51808cp-30,
            0x1.82e4f2dfc26d5p-37,
            -0x1.11430333dd2cep-36,
            0x1.702bdc9e51f47p-40,
            0x1.971515026dcb1p-46
        },
        {
            0x1.a609f7584d349p-14,
            -0x1.3360ccd23db3ap-13,
            0x1.a6a519a1141fcp-14,
            -0x1.69cf466ccdf6ap-15,
            0x1.ab0c273b1e09dp-17,
            -0x1.69359606645b3p-19,
            0x1.b2755bb8a9513p-22,
            -0x1.52b6263fbd742p-25,
            0x1.7558373217ba9p-30,
            0x1.2abb3d9b15bc0p-32,
            -0x1.cd7d4fcafc3f0p-35,
            0x1.09d0591ac5944p-38,
            0x1.5468e85e2ac53p-44,
            -0x1.68a9225d22a6dp-45
        },
        {
            0x1.20c1303550f0fp-18,
            -0x1.e9b5e8d00ce80p-18,
            0x1.8de3cd290a73dp-18,
            -0x1.9aa489e3ca63dp-19,
            0x1.2c7d5ef055e79p-20,
            -0x1.490a4d2345c9dp-22,
            0x1.145464e9779c6p-24,
            -0x1.647f71f2bfb67p-27,
            0x1.56747a3658eefp-30,
            -0x1.b2c35b1c8c428p-34,
            0x1.3892597fae0e0p-39,
            0x1.809bd02211cc8p-41,
            -0x1.ff2f44a582fbfp-44,
            0x1.1e7cc89ce34dfp-47
        },
        {
            0x1.e87470e4f3c82p-24, -0x1.d9371e2ff7bf9p-23, 0x1.bba3ac4d09ef3p-23, -0x1.0b6a7b0f1cc93p-23,
            0x1.d06f585c2a096p-25, -0x1.3436bc9f0bfd4p-26, 0x1.4357b6283bdc8p-28, -0x1.110de4e13c93dp-30,
            0x1.756673518e649p-33, -0x1.99f593d6ebea4p-36, 0x1.5d84b7ace6496p-39, -0x1.a06761d95439fp-43,
            0x1.5af853fcc44f9p-48, 0x1.037beec04147dp-50
        },
        {
            0x1.fcae93fb74b25p-30, -0x1.155a09065d4b8p-28, 0x1.26afa9969cfe5p-28, -0x1.95ea6fdffe3e1p-29,
            0x1.96ba73704b1cdp-30, -0x1.3b468018fcb30p-31, 0x1.8868e007d1663p-33, -0x1.916e9278424b6p-35,
            0x1.566f53e2e3d29p-37, -0x1.eab4cd71f6037p-40, 0x1.274995d045770p-42, -0x1.27de23e0bfae1p-45,
            0x1.e5c991e5e2c8bp-49, -0x1.2496c69a00a91p-52
        },
        {
            0x1.453141083f027p-36, -0x1.8a61745ec8f20p-35, 0x1.d453ba2b3161ap-35, -0x1.6a8aeba4080a2p-35,
            0x1.9b017b676396bp-36, -0x1.6b43c96e96861p-37, 0x1.042f1a55895f4p-38, -0x1.35dc7dedbca55p-40,
            0x1.3837c2aa9a457p-42, -0x1.0d4de0d7704f3p-44, 0x1.9023c176e7847p-47, -0x1.01b972fdd330ap-49,
            0x1.2b16d7ad70ec0p-52, -0x1.19bad55fa1f3bp-55
        },
        {
            0x1.fd5f08ae95c25p-44, -0x1.5422ef5d93bf3p-42, 0x1.be6dda0811a22p-42, -0x1.7f8a0f3a22a32p-42,
            0x1.e4cb4f4016672p-43, -0x1.e044b4eb32629p-44, 0x1.83e9e3bb0bf59p-45, -0x1.065940b2186f7p-46,
            0x1.2ece90764a656p-48, -0x1.2e3ca696517a6p-50, 0x1.06a8f54ec88c1p-52, -0x1.935d883f87f62p-55,
            0x1.254b061ef2857p-57, -0x1.5a5a77795b393p-60
        },
        {
            0x1.e7eea035c92c5p-52, -0x1.63daf8b4f56dfp-50, 0x1.ff8ac4cc93480p-50, -0x1.e2d06d55f8efbp-50,
            0x1.505da0a5a71fap-50, -0x1.70b70451091d2p-51, 0x1.4aec562c51252p-52, -0x1.f3c4f7d4b2dfbp-54,
            0x1.43d985e0ceaf4p-55, -0x1.6d26b2b537a5ep-57, 0x1.681576291af3dp-59, -0x1.3dc604ba24573p-61,
            0x1.145fb31cc77cap-63, -0x1.7ec7f88c56bb2p-66
        }
    };

    /** Coefficients of (1 + 2x) exp(x²) erfc(x) in powers of (x − 3.75) / (x + 3.75), for x from ½ to 28. */
    private static final double[] SCALED = {
        0x1.3ccda0b5d5dc2p0,
        -0x1.1f367683f89a7p-3,
        0x1.d5f2948159d00p-9,
        0x1.510169d096804p-4,
        -0x1.bda9309a28836p-4,
        0x1.7a14188a99b0ap-4,
        -0x1.e0d0fa6e0255cp-5,
        0x1.d0b0037dcd5a8p-6,
        -0x1.3f603c335357ap-7,
        0x1.cc3a0e218cde2p-10,
        0x1.33fb240aab396p-12,
        -0x1.303f9d803d388p-12,
        0x1.b1445733e39c4p-15,
        0x1.778a248d5e79dp-16,
        -0x1.80096143594ccp-17,
        -0x1.0524c538cc376p-20,
        0x1.d6c64d7e7ab9fp-20,
        -0x1.f49f64e247b85p-25,
        -0x1.19010d4144cd8p-22,
        0x1.a16ea621d4ddfp-26,
        0x1.65873b842f659p-25,
        -0x1.2ce7ee3e4d289p-28,
        -0x1.e3fcef773674ep-28,
        0x1.20e7f7888ed00p-31,
        0x1.3606619ed621ep-30,
        -0x1.a50f664b40fa1p-36,
        -0x1.06f61ce6339b5p-33,
        -0x1.ee50930dc93c5p-39
    };

    private ErrorFunction() {}

    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < 1) {
            return x + x * horner(NEAR, x * x);
        }
        if (magnitude >= 6) {
            return x > 0 ? 1 : -1;
        }
        if (magnitude != magnitude) {
            return Double.NaN;
        }
        int interval = (int) (2 * magnitude) - 2;
        double distance = 4 * (magnitude - (1.25 + 0.5 * interval));
        double value = 1 - horner(FAR[interval], distance);
        return x > 0 ? value : -value;
    }

    /**
     * Returns 1 − erf(x), for x from ½ on as exp(−x²) times a slowly varying function (Shepherd and Laframboise, "Chebyshev
     * approximation of (1+2x) exp(x²) erfc x", Mathematics of Computation 36, 1981). The square is split, so that its rounding does
     * not show in the exponential.
     */
    static double erfc(double x) {
        if (x < 0.5) {
            return 1 - erf(x);
        }
        if (!(x < 28)) {
            return x >= 28 ? 0 : Double.NaN;
        }
        double head = (float) x;
        double power = StrictMath.exp(-head * head);
        double rest = (x - head) * (x + head);
        if (rest != 0) {
            power *= StrictMath.exp(-rest);
        }
        return power * (horner(SCALED, (x - 3.75) / (x + 3.75)) / (1 + 2 * x));
    }

    static double horner(double[] coefficients, double x) {
        double sum = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
