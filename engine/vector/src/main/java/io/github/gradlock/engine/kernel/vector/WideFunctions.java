package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of binary32 in vectors of binary64, near enough to the exact value to be rounded once to binary32.
 *
 * <p>The polynomials interpolate at the Chebyshev nodes of their range; the greatest relative error stands beside each. All values
 * are within 2^-43 of the exact one, where {@link Rounding} allows 2^-41. None is ever a
 * result as it is: its bits may differ from those of {@link StrictMath}, the rounded ones never do.
 *
 * <p>Each function has a loop of its own: one for all would call a function that the JIT compiler cannot know, and every vector
 * would become an object. Widening and rounding are loops of their own too, since all in one is more than the compiler takes apart. Numbers are made before
 * the loop: constants of the class would be loaded through their objects each time.
 */
final class WideFunctions {
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;

    /** Elements that are computed at once; counts are multiples of it. */
    static final int LENGTH = DOUBLES.length();

    /** Adding this rounds to an integer, and leaves it in the lowest bits. */
    private static final double TO_INTEGER = 0x1.8p52;

    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

    /** The sign of a number. */
    private static final long SIGN = Long.MIN_VALUE;

    /** (e^r - 1) / r for |r| up to log(2) / 2: 2^-43.3. */
    private static final double[] EXP = {
        0x1.0000000000000p+0,
        0x1.fffffffff71cfp-2,
        0x1.5555555553b7dp-3,
        0x1.5555557428da4p-5,
        0x1.1111111c45d62p-7,
        0x1.6c164df440c13p-10,
        0x1.a019adabf936ep-13,
        0x1.a15a4f9d1f859p-16,
        0x1.72c720b5eede8p-19
    };

    /** 2 artanh(s) / s in s², for |s| up to (√2 - 1) / (√2 + 1): 2^-52.0. */
    private static final double[] LOG = {
        0x1.0000000000001p+1,
        0x1.5555555552cd5p-1,
        0x1.999999a450260p-2,
        0x1.249240a72a124p-2,
        0x1.c722d6c230537p-3,
        0x1.7321da64ad3bep-3,
        0x1.58e59188a887cp-3
    };

    /** erf(x) / x in x² / 8 - 1, for |x| up to 4: 2^-46.8. */
    private static final double[] ERF = {
        0x1.6a040781a499cp-2,
        -0x1.69a0ccda3d64cp-3,
        0x1.0dabaf0613ba3p-3,
        -0x1.b92e95c2082efp-4,
        0x1.717efc7866622p-4,
        -0x1.3215d8a93e637p-4,
        0x1.ea97f1435b3b1p-5,
        -0x1.76e8662b934a6p-5,
        0x1.0ed52c746d5a7p-5,
        -0x1.7034e0d4c07fbp-6,
        0x1.d6351b2a68c30p-7,
        -0x1.1a03324524eb7p-7,
        0x1.3e159e4055495p-8,
        -0x1.51e22dc762af1p-9,
        0x1.52d2a857d3684p-10,
        -0x1.41c98e7223066p-11,
        0x1.212a99410147fp-12,
        -0x1.e8ca45225386bp-14,
        0x1.8e920ca09e5a6p-15,
        -0x1.495c9865bc3cep-16,
        0x1.e1ce46763b7c1p-18,
        -0x1.df21589961445p-20,
        0x1.597abb52dd5a5p-21,
        -0x1.05d62bdd9912dp-21,
        0x1.3bcedf8176ef3p-23
    };

    private WideFunctions() {}

    /** A loop over values that lie side by side. */
    interface Loop {
        /** Sets the first {@code count} values of {@code y}, a multiple of {@link #LENGTH}, to the function of those of {@code x}. */
        void run(double[] x, double[] y, int count);
    }

    /** Takes x in [-105, 89]. */
    static void exp(double[] x, double[] y, int count) {
        DoubleVector log2e = number(LOG2_E);
        DoubleVector toInteger = number(TO_INTEGER);
        DoubleVector minusLn2 = number(-LN_2);
        DoubleVector one = number(1);
        DoubleVector q0 = number(EXP[0]);
        DoubleVector q1 = number(EXP[1]);
        DoubleVector q2 = number(EXP[2]);
        DoubleVector q3 = number(EXP[3]);
        DoubleVector q4 = number(EXP[4]);
        DoubleVector q5 = number(EXP[5]);
        DoubleVector q6 = number(EXP[6]);
        DoubleVector q7 = number(EXP[7]);
        DoubleVector q8 = number(EXP[8]);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(x, i);
            DoubleVector shifted = v.fma(log2e, toInteger);
            DoubleVector r = shifted.sub(toInteger).fma(minusLn2, v);
            DoubleVector q = q8.fma(r, q7)
                    .fma(r, q6)
                    .fma(r, q5)
                    .fma(r, q4)
                    .fma(r, q3)
                    .fma(r, q2)
                    .fma(r, q1)
                    .fma(r, q0);
            scale(r.fma(q, one), shifted).intoArray(y, i);
        }
    }

    /** Takes x in [-105, 105]. */
    static void sigmoid(double[] x, double[] y, int count) {
        DoubleVector log2e = number(-LOG2_E);
        DoubleVector toInteger = number(TO_INTEGER);
        DoubleVector ln2 = number(LN_2);
        DoubleVector one = number(1);
        // (e^-r - 1) / r, where r = x + k log 2 is the negative of what e^-x is taken of.
        DoubleVector q0 = number(-EXP[0]);
        DoubleVector q1 = number(EXP[1]);
        DoubleVector q2 = number(-EXP[2]);
        DoubleVector q3 = number(EXP[3]);
        DoubleVector q4 = number(-EXP[4]);
        DoubleVector q5 = number(EXP[5]);
        DoubleVector q6 = number(-EXP[6]);
        DoubleVector q7 = number(EXP[7]);
        DoubleVector q8 = number(-EXP[8]);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(x, i);
            DoubleVector shifted = v.fma(log2e, toInteger);
            DoubleVector r = shifted.sub(toInteger).fma(ln2, v);
            DoubleVector q = q8.fma(r, q7)
                    .fma(r, q6)
                    .fma(r, q5)
                    .fma(r, q4)
                    .fma(r, q3)
                    .fma(r, q2)
                    .fma(r, q1)
                    .fma(r, q0);
            one.div(one.add(scale(r.fma(q, one), shifted))).intoArray(y, i);
        }
    }

    /** Takes (e^2|x| - 1) over itself plus 2, which is relatively accurate near zero, and the sign of x; |x| up to 300. */
    static void tanh(double[] x, double[] y, int count) {
        DoubleVector twoLog2e = number(2 * LOG2_E);
        DoubleVector toInteger = number(TO_INTEGER);
        DoubleVector minusLn2Half = number(-LN_2 / 2);
        DoubleVector one = number(1);
        DoubleVector two = number(2);
        LongVector sign = LongVector.broadcast(Lanes.LONGS, SIGN);
        // (e^2r - 1) / r.
        DoubleVector q0 = number(EXP[0] * 0x1p1);
        DoubleVector q1 = number(EXP[1] * 0x1p2);
        DoubleVector q2 = number(EXP[2] * 0x1p3);
        DoubleVector q3 = number(EXP[3] * 0x1p4);
        DoubleVector q4 = number(EXP[4] * 0x1p5);
        DoubleVector q5 = number(EXP[5] * 0x1p6);
        DoubleVector q6 = number(EXP[6] * 0x1p7);
        DoubleVector q7 = number(EXP[7] * 0x1p8);
        DoubleVector q8 = number(EXP[8] * 0x1p9);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(x, i);
            DoubleVector size = v.abs();
            DoubleVector shifted = size.fma(twoLog2e, toInteger);
            DoubleVector r = shifted.sub(toInteger).fma(minusLn2Half, size);
            DoubleVector q = q8.fma(r, q7)
                    .fma(r, q6)
                    .fma(r, q5)
                    .fma(r, q4)
                    .fma(r, q3)
                    .fma(r, q2)
                    .fma(r, q1)
                    .fma(r, q0);
            DoubleVector power = scale(one, shifted);
            DoubleVector e = r.mul(q).fma(power, power.sub(one));
            e.div(e.add(two))
                    .reinterpretAsLongs()
                    .or(v.reinterpretAsLongs().and(sign))
                    .reinterpretAsDoubles()
                    .intoArray(y, i);
        }
    }

    /** Takes e log 2 + 2 artanh(s), where x = 2^e m with m in [√½, √2] and s = (m - 1) / (m + 1); positive numbers only. */
    static void log(double[] x, double[] y, int count) {
        LongVector sqrtHalf = LongVector.broadcast(Lanes.LONGS, Double.doubleToRawLongBits(SQRT_HALF));
        DoubleVector toInteger = number(TO_INTEGER);
        DoubleVector ln2 = number(LN_2);
        DoubleVector one = number(1);
        DoubleVector l0 = number(LOG[0]);
        DoubleVector l1 = number(LOG[1]);
        DoubleVector l2 = number(LOG[2]);
        DoubleVector l3 = number(LOG[3]);
        DoubleVector l4 = number(LOG[4]);
        DoubleVector l5 = number(LOG[5]);
        DoubleVector l6 = number(LOG[6]);
        for (int i = 0; i < count; i += LENGTH) {
            // Moves the bits so that √½ is the first with its exponent, and takes them apart.
            LongVector bits = load(x, i).reinterpretAsLongs();
            LongVector exponent = bits.sub(sqrtHalf).lanewise(VectorOperators.ASHR, 52);
            DoubleVector m =
                    bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
            DoubleVector e = exponent.add(toInteger.reinterpretAsLongs())
                    .reinterpretAsDoubles()
                    .sub(toInteger);
            DoubleVector s = m.sub(one).div(m.add(one));
            DoubleVector z = s.mul(s);
            DoubleVector series =
                    l6.fma(z, l5).fma(z, l4).fma(z, l3).fma(z, l2).fma(z, l1).fma(z, l0);
            e.fma(ln2, s.mul(series)).intoArray(y, i);
        }
    }

    /** Takes x times a polynomial in x², even and odd powers apart: two shorter chains; |x| up to 4. */
    static void erf(double[] x, double[] y, int count) {
        DoubleVector eighth = number(0.125);
        DoubleVector minusOne = number(-1);
        DoubleVector e0 = number(ERF[0]);
        DoubleVector e1 = number(ERF[1]);
        DoubleVector e2 = number(ERF[2]);
        DoubleVector e3 = number(ERF[3]);
        DoubleVector e4 = number(ERF[4]);
        DoubleVector e5 = number(ERF[5]);
        DoubleVector e6 = number(ERF[6]);
        DoubleVector e7 = number(ERF[7]);
        DoubleVector e8 = number(ERF[8]);
        DoubleVector e9 = number(ERF[9]);
        DoubleVector e10 = number(ERF[10]);
        DoubleVector e11 = number(ERF[11]);
        DoubleVector e12 = number(ERF[12]);
        DoubleVector e13 = number(ERF[13]);
        DoubleVector e14 = number(ERF[14]);
        DoubleVector e15 = number(ERF[15]);
        DoubleVector e16 = number(ERF[16]);
        DoubleVector e17 = number(ERF[17]);
        DoubleVector e18 = number(ERF[18]);
        DoubleVector e19 = number(ERF[19]);
        DoubleVector e20 = number(ERF[20]);
        DoubleVector e21 = number(ERF[21]);
        DoubleVector e22 = number(ERF[22]);
        DoubleVector e23 = number(ERF[23]);
        DoubleVector e24 = number(ERF[24]);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(x, i);
            DoubleVector u = v.mul(v).fma(eighth, minusOne);
            DoubleVector w = u.mul(u);
            DoubleVector even = e24.fma(w, e22)
                    .fma(w, e20)
                    .fma(w, e18)
                    .fma(w, e16)
                    .fma(w, e14)
                    .fma(w, e12)
                    .fma(w, e10)
                    .fma(w, e8)
                    .fma(w, e6)
                    .fma(w, e4)
                    .fma(w, e2)
                    .fma(w, e0);
            DoubleVector odd = e23.fma(w, e21)
                    .fma(w, e19)
                    .fma(w, e17)
                    .fma(w, e15)
                    .fma(w, e13)
                    .fma(w, e11)
                    .fma(w, e9)
                    .fma(w, e7)
                    .fma(w, e5)
                    .fma(w, e3)
                    .fma(w, e1);
            odd.fma(u, even).mul(v).intoArray(y, i);
        }
    }

    /** Takes positive numbers. */
    static void rsqrt(double[] x, double[] y, int count) {
        DoubleVector one = number(1);
        for (int i = 0; i < count; i += LENGTH) {
            one.div(load(x, i).lanewise(VectorOperators.SQRT)).intoArray(y, i);
        }
    }

    private static DoubleVector number(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    private static DoubleVector load(double[] x, int at) {
        return DoubleVector.fromArray(DOUBLES, x, at);
    }

    /** Multiplies with 2 to the power of the integer in the lowest bits of {@code shifted}. */
    private static DoubleVector scale(DoubleVector y, DoubleVector shifted) {
        return y.reinterpretAsLongs()
                .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
                .reinterpretAsDoubles();
    }
}
