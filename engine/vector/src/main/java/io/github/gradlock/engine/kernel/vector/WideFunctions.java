package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of binary32 in vectors of binary64, near enough to the exact value to be rounded once to binary32.
 *
 * <p>The polynomials interpolate at the Chebyshev nodes of their range; the greatest relative error stands beside each. All values
 * are within 2^-44 of the exact one, where {@link Rounding} allows 2^-39, or NaN where the reference has to decide. None is ever a
 * result as it is: its bits may differ from those of {@link StrictMath}, the rounded ones never do.
 *
 * <p>Each function has a loop of its own: one for all would call a function that the JIT compiler cannot know, and every vector
 * would become an object. Widening and rounding are loops of their own too, since all in one is more than the compiler takes apart.
 */
final class WideFunctions {
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;

    /** Elements that are computed at once; counts are multiples of it. */
    static final int LENGTH = DOUBLES.length();

    /** Adding this rounds to an integer, and leaves it in the lowest bits. */
    private static final DoubleVector TO_INTEGER = constant(0x1.8p52);

    private static final DoubleVector LOG2_E = constant(0x1.71547652b82fep0);
    private static final DoubleVector LN_2 = constant(0x1.62e42fefa39efp-1);
    private static final DoubleVector MINUS_LN_2 = constant(-0x1.62e42fefa39efp-1);
    private static final DoubleVector ONE = constant(1);
    private static final DoubleVector TWO = constant(2);
    private static final DoubleVector ZERO = constant(0);
    private static final DoubleVector GREATEST = constant(Float.MAX_VALUE);
    private static final DoubleVector EIGHTH = constant(0.125);

    /** e^-105 is less than half of the least subnormal binary32, and e^89 more than the greatest one. */
    private static final DoubleVector LEAST_EXPONENT = constant(-105);

    private static final DoubleVector GREATEST_EXPONENT = constant(89);

    /** Beyond these the logistic function, tanh and the error function round to 1. */
    private static final DoubleVector LOGISTIC_END = constant(40);

    private static final DoubleVector TANH_END = constant(20);
    private static final DoubleVector ERF_END = constant(4);
    private static final DoubleVector NAN = constant(Double.NaN);
    private static final LongVector SIGN = constant(-0.0).reinterpretAsLongs();
    private static final LongVector SQRT_HALF = constant(0x1.6a09e667f3bcdp-1).reinterpretAsLongs();

    // (e^r - 1) / r for |r| up to log(2) / 2: 2^-49.2.
    private static final DoubleVector Q0 = constant(0x1.0000000000006p+0);
    private static final DoubleVector Q1 = constant(0x1.0000000000001p-1);
    private static final DoubleVector Q2 = constant(0x1.5555555550d87p-3);
    private static final DoubleVector Q3 = constant(0x1.5555555553d68p-5);
    private static final DoubleVector Q4 = constant(0x1.11111123bf1c5p-7);
    private static final DoubleVector Q5 = constant(0x1.6c16c17889f3cp-10);
    private static final DoubleVector Q6 = constant(0x1.a01994c82e1c6p-13);
    private static final DoubleVector Q7 = constant(0x1.a019b914881bap-16);
    private static final DoubleVector Q8 = constant(0x1.72e107e8d8eb6p-19);
    private static final DoubleVector Q9 = constant(0x1.28917c9f3a495p-22);

    // 2 artanh(s) / s in s², for |s| up to (√2 - 1) / (√2 + 1): 2^-52.0.
    private static final DoubleVector L0 = constant(0x1.0000000000001p+1);
    private static final DoubleVector L1 = constant(0x1.5555555552cd5p-1);
    private static final DoubleVector L2 = constant(0x1.999999a450260p-2);
    private static final DoubleVector L3 = constant(0x1.249240a72a124p-2);
    private static final DoubleVector L4 = constant(0x1.c722d6c230537p-3);
    private static final DoubleVector L5 = constant(0x1.7321da64ad3bep-3);
    private static final DoubleVector L6 = constant(0x1.58e59188a887cp-3);

    // erf(x) / x in x² / 8 - 1, for |x| up to 4: 2^-46.8.
    private static final DoubleVector E0 = constant(0x1.6a040781a499cp-2);
    private static final DoubleVector E1 = constant(-0x1.69a0ccda3d64cp-3);
    private static final DoubleVector E2 = constant(0x1.0dabaf0613ba3p-3);
    private static final DoubleVector E3 = constant(-0x1.b92e95c2082efp-4);
    private static final DoubleVector E4 = constant(0x1.717efc7866622p-4);
    private static final DoubleVector E5 = constant(-0x1.3215d8a93e637p-4);
    private static final DoubleVector E6 = constant(0x1.ea97f1435b3b1p-5);
    private static final DoubleVector E7 = constant(-0x1.76e8662b934a6p-5);
    private static final DoubleVector E8 = constant(0x1.0ed52c746d5a7p-5);
    private static final DoubleVector E9 = constant(-0x1.7034e0d4c07fbp-6);
    private static final DoubleVector E10 = constant(0x1.d6351b2a68c30p-7);
    private static final DoubleVector E11 = constant(-0x1.1a03324524eb7p-7);
    private static final DoubleVector E12 = constant(0x1.3e159e4055495p-8);
    private static final DoubleVector E13 = constant(-0x1.51e22dc762af1p-9);
    private static final DoubleVector E14 = constant(0x1.52d2a857d3684p-10);
    private static final DoubleVector E15 = constant(-0x1.41c98e7223066p-11);
    private static final DoubleVector E16 = constant(0x1.212a99410147fp-12);
    private static final DoubleVector E17 = constant(-0x1.e8ca45225386bp-14);
    private static final DoubleVector E18 = constant(0x1.8e920ca09e5a6p-15);
    private static final DoubleVector E19 = constant(-0x1.495c9865bc3cep-16);
    private static final DoubleVector E20 = constant(0x1.e1ce46763b7c1p-18);
    private static final DoubleVector E21 = constant(-0x1.df21589961445p-20);
    private static final DoubleVector E22 = constant(0x1.597abb52dd5a5p-21);
    private static final DoubleVector E23 = constant(-0x1.05d62bdd9912dp-21);
    private static final DoubleVector E24 = constant(0x1.3bcedf8176ef3p-23);

    private WideFunctions() {}

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(Lanes.DOUBLES, value);
    }

    /** A loop over values that lie side by side. */
    interface Loop {
        /** Replaces the first {@code count} values, a multiple of {@link #LENGTH}, by the function of them. */
        void run(double[] y, int count);
    }

    static void exp(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            exp(load(y, i).max(LEAST_EXPONENT).min(GREATEST_EXPONENT)).intoArray(y, i);
        }
    }

    static void sigmoid(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector e =
                    exp(load(y, i).max(LEAST_EXPONENT).min(LOGISTIC_END).neg());
            ONE.div(ONE.add(e)).intoArray(y, i);
        }
    }

    /** Takes (e^2|x| - 1) over itself plus 2, which is relatively accurate near zero, and the sign of x. */
    static void tanh(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(y, i);
            DoubleVector twice = v.abs().min(TANH_END).mul(TWO);
            DoubleVector shifted = twice.fma(LOG2_E, TO_INTEGER);
            DoubleVector r = shifted.sub(TO_INTEGER).fma(MINUS_LN_2, twice);
            DoubleVector power = scale(ONE, shifted);
            DoubleVector e = r.mul(quotient(r)).fma(power, power.sub(ONE));
            DoubleVector size = e.div(e.add(TWO));
            v.reinterpretAsLongs()
                    .and(SIGN)
                    .or(size.reinterpretAsLongs())
                    .reinterpretAsDoubles()
                    .intoArray(y, i);
        }
    }

    /** Takes e log 2 + 2 artanh(s), where x = 2^e m with m in [√½, √2] and s = (m - 1) / (m + 1). */
    static void log(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(y, i);
            // Moves the bits so that √½ is the first with its exponent, and takes them apart.
            LongVector bits = v.reinterpretAsLongs();
            LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 52);
            DoubleVector m =
                    bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
            DoubleVector e = exponent.add(TO_INTEGER.reinterpretAsLongs())
                    .reinterpretAsDoubles()
                    .sub(TO_INTEGER);
            DoubleVector s = m.sub(ONE).div(m.add(ONE));
            DoubleVector z = s.mul(s);
            DoubleVector series =
                    L6.fma(z, L5).fma(z, L4).fma(z, L3).fma(z, L2).fma(z, L1).fma(z, L0);
            DoubleVector result = e.fma(LN_2, s.mul(series));
            // Zero, negative, infinite and NaN; a subnormal binary32 is a normal binary64.
            VectorMask<Double> ordinary =
                    v.compare(VectorOperators.GT, ZERO).and(v.compare(VectorOperators.LE, GREATEST));
            NAN.blend(result, ordinary).intoArray(y, i);
        }
    }

    /** Takes x times a polynomial in x², even and odd powers apart: two shorter chains. */
    static void erf(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector v = load(y, i);
            v = v.max(ERF_END.neg()).min(ERF_END);
            DoubleVector u = v.mul(v).fma(EIGHTH, ONE.neg());
            DoubleVector w = u.mul(u);
            DoubleVector even = E24.fma(w, E22)
                    .fma(w, E20)
                    .fma(w, E18)
                    .fma(w, E16)
                    .fma(w, E14)
                    .fma(w, E12)
                    .fma(w, E10)
                    .fma(w, E8)
                    .fma(w, E6)
                    .fma(w, E4)
                    .fma(w, E2)
                    .fma(w, E0);
            DoubleVector odd = E23.fma(w, E21)
                    .fma(w, E19)
                    .fma(w, E17)
                    .fma(w, E15)
                    .fma(w, E13)
                    .fma(w, E11)
                    .fma(w, E9)
                    .fma(w, E7)
                    .fma(w, E5)
                    .fma(w, E3)
                    .fma(w, E1);
            odd.fma(u, even).mul(v).intoArray(y, i);
        }
    }

    static void rsqrt(double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            ONE.div(load(y, i).lanewise(VectorOperators.SQRT)).intoArray(y, i);
        }
    }

    private static DoubleVector load(double[] y, int at) {
        return DoubleVector.fromArray(DOUBLES, y, at);
    }

    /** Returns e^x for x in [-105, 105]. */
    private static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.fma(LOG2_E, TO_INTEGER);
        DoubleVector r = shifted.sub(TO_INTEGER).fma(MINUS_LN_2, x);
        return scale(r.fma(quotient(r), ONE), shifted);
    }

    private static DoubleVector quotient(DoubleVector r) {
        return Q9.fma(r, Q8)
                .fma(r, Q7)
                .fma(r, Q6)
                .fma(r, Q5)
                .fma(r, Q4)
                .fma(r, Q3)
                .fma(r, Q2)
                .fma(r, Q1)
                .fma(r, Q0);
    }

    /** Multiplies with 2 to the power of the integer in the lowest bits of {@code shifted}. */
    private static DoubleVector scale(DoubleVector y, DoubleVector shifted) {
        return y.reinterpretAsLongs()
                .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
                .reinterpretAsDoubles();
    }
}
