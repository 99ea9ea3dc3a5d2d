package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.UnaryFunction;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a function is in mathematics, independent of how the engine computes it.
 *
 * <p>Each has a formula in fixed point, values at ±0 and ±∞ (C and PyTorch), an open domain, and tails: intervals on which it is
 * monotonic and so near its limit that every value rounds to that.
 */
public enum Definition {
    SQRT(FixedPoint::sqrt, at(0, -0f, Limits.INF, Limits.NAN), domain(0, Limits.INF)),
    RSQRT((f, x) -> f.div(f.one, f.sqrt(x)), at(Limits.INF, -Limits.INF, 0, Limits.NAN), domain(0, Limits.INF)),
    RECIPROCAL((f, x) -> f.div(f.one, x), at(Limits.INF, -Limits.INF, 0, -0f), domain(-Limits.INF, Limits.INF)),
    /** e^89 is above 2^128, e^-104 below 2^-150. */
    EXP(FixedPoint::exp, at(1, 1, Limits.INF, 0), domain(-Limits.INF, Limits.INF), from(89, Limits.INF), to(-104, 0)),
    /** 2^-150 is half the least number, and the tie goes to zero. */
    EXP2(
            (f, x) -> f.exp(f.mul(x, f.ln2())),
            at(1, 1, Limits.INF, 0),
            domain(-Limits.INF, Limits.INF),
            from(128, Limits.INF),
            to(-150, 0)),
    /** e^-18 is below 2^-25. */
    EXPM1(
            (f, x) -> f.exp(x).subtract(f.one),
            at(0, -0f, Limits.INF, -1),
            domain(-Limits.INF, Limits.INF),
            from(89, Limits.INF),
            to(-18, -1)),
    LOG(FixedPoint::log, at(-Limits.INF, -Limits.INF, Limits.INF, Limits.NAN), domain(0, Limits.INF)),
    LOG2(
            (f, x) -> f.div(f.log(x), f.ln2()),
            at(-Limits.INF, -Limits.INF, Limits.INF, Limits.NAN),
            domain(0, Limits.INF)),
    LOG10(
            (f, x) -> f.div(f.log(x), f.log(f.units(10))),
            at(-Limits.INF, -Limits.INF, Limits.INF, Limits.NAN),
            domain(0, Limits.INF)),
    LOG1P((f, x) -> f.log(f.one.add(x)), at(0, -0f, Limits.INF, Limits.NAN), domain(-1, Limits.INF)),
    SIN(FixedPoint::sin, at(0, -0f, Limits.NAN, Limits.NAN), domain(-Limits.INF, Limits.INF)),
    COS(FixedPoint::cos, at(1, 1, Limits.NAN, Limits.NAN), domain(-Limits.INF, Limits.INF)),
    TAN(Definition::tan, at(0, -0f, Limits.NAN, Limits.NAN), domain(-Limits.INF, Limits.INF)),
    ASIN(
            (f, x) -> f.atan(f.div(x, f.sqrt(f.one.subtract(f.mul(x, x))))),
            at(0, -0f, Limits.NAN, Limits.NAN),
            domain(-1, 1)),
    ACOS(
            (f, x) -> f.atan(f.sqrt(f.div(f.one.subtract(x), f.one.add(x)))).shiftLeft(1),
            at(0x1.921fb6p0f, 0x1.921fb6p0f, Limits.NAN, Limits.NAN),
            domain(-1, 1)),
    ATAN(FixedPoint::atan, at(0, -0f, 0x1.921fb6p0f, -0x1.921fb6p0f), domain(-Limits.INF, Limits.INF)),
    /** e^90 / 2 is above 2^128. */
    SINH(
            (f, x) -> f.exp(x).subtract(f.exp(x.negate())).shiftRight(1),
            at(0, -0f, Limits.INF, -Limits.INF),
            domain(-Limits.INF, Limits.INF),
            from(90, Limits.INF),
            to(-90, -Limits.INF)),
    COSH(
            (f, x) -> f.exp(x).add(f.exp(x.negate())).shiftRight(1),
            at(1, 1, Limits.INF, Limits.INF),
            domain(-Limits.INF, Limits.INF),
            from(90, Limits.INF),
            to(-90, Limits.INF)),
    /** 2 e^-20 is below 2^-25. */
    TANH(Definition::tanh, at(0, -0f, 1, -1), domain(-Limits.INF, Limits.INF), from(10, 1), to(-10, -1)),
    ASINH(Definition::asinh, at(0, -0f, Limits.INF, -Limits.INF), domain(-Limits.INF, Limits.INF)),
    ACOSH(
            (f, x) -> f.log(x.add(f.sqrt(f.mul(x, x).subtract(f.one)))),
            at(Limits.NAN, Limits.NAN, Limits.INF, Limits.NAN),
            domain(1, Limits.INF)),
    ATANH(
            (f, x) -> f.log(f.div(f.one.add(x), f.one.subtract(x))).shiftRight(1),
            at(0, -0f, Limits.NAN, Limits.NAN),
            domain(-1, 1)),
    /** e^-18 is below 2^-25, e^-104 below 2^-150. */
    SIGMOID(
            (f, x) -> f.div(f.one, f.one.add(f.exp(x.negate()))),
            at(0.5f, 0.5f, 1, 0),
            domain(-Limits.INF, Limits.INF),
            from(18, 1),
            to(-104, 0)),
    /** erfc 4 is below 1.6e-8, hence below 2^-25. */
    ERF(FixedPoint::erf, at(0, -0f, 1, -1), domain(-Limits.INF, Limits.INF), from(4, 1), to(-4, -1)),
    /** erfc 10.125 is below 2e-46, hence below 2^-150; erfc is above 2 − 2^-25 from −4 down. */
    ERFC(
            (f, x) -> f.one.subtract(f.erf(x)),
            at(1, 1, 0, 2),
            domain(-Limits.INF, Limits.INF),
            from(10.125f, 0),
            to(-4, 2)),
    ERFINV(FixedPoint::erfinv, at(0, -0f, Limits.NAN, Limits.NAN), domain(-1, 1)),
    LGAMMA(
            FixedGamma::lgamma,
            at(Limits.INF, Limits.INF, Limits.INF, Limits.INF),
            domain(-Limits.INF, Limits.INF),
            to(-0x1p23f, Limits.INF)),
    DIGAMMA(
            FixedGamma::digamma,
            at(-Limits.INF, Limits.INF, Limits.INF, Limits.NAN),
            domain(-Limits.INF, Limits.INF),
            to(-0x1p23f, Limits.NAN));

    private static final int LEAST_BITS = 192;

    private final Formula formula;
    private final float[] special;
    private final float[] domain;
    private final Tail[] tails;

    Definition(Formula formula, float[] special, float[] domain, Tail... tails) {
        this.formula = formula;
        this.special = special;
        this.domain = domain;
        this.tails = tails;
    }

    /** A formula in fixed point; it throws {@code ArithmeticException} at a pole and outside the domain. */
    interface Formula {
        BigInteger apply(FixedPoint f, BigInteger x);
    }

    /** A value that every argument from the border on, outwards, rounds to. */
    private record Tail(float border, boolean upper, float value) {}

    /** Names that the constants above may use. */
    private static final class Limits {
        static final float INF = Float.POSITIVE_INFINITY;
        static final float NAN = Float.NaN;
    }

    /** A value in fixed point with the number of its bits after the point. */
    public record Value(BigInteger units, int bits) {}

    /** Returns the kernel that computes it. */
    public UnaryFunction function() {
        return UnaryFunction.valueOf(name());
    }

    /** Returns the value at a rational number, mantissa · 2^exponent, relatively precise to 100 bits and more unless it is zero. */
    Value at(BigInteger mantissa, int exponent) {
        return at(mantissa, exponent, LEAST_BITS);
    }

    /** Returns the value computed with at least so many bits, which is a way to see how precise it is. */
    Value at(BigInteger mantissa, int exponent, int least) {
        int magnitude = mantissa.bitLength() + exponent;
        int bits = least + Math.max(0, -magnitude);
        while (true) {
            bits = Math.max(bits, 20 - exponent);
            Value value = new Value(formula.apply(FixedPoint.of(bits), mantissa.shiftLeft(exponent + bits)), bits);
            int missing = LEAST_BITS - 32 - value.units().bitLength();
            if (missing <= 0 || bits > 2600) {
                return value;
            }
            bits += missing + 40;
        }
    }

    /** Returns the one value of all numbers from {@code low} to {@code high}, or null if they differ or have to be computed. */
    @Nullable
    Float constant(float low, float high) {
        if (high < domain[0] || low > domain[1]) {
            return Float.NaN;
        }
        for (Tail tail : tails) {
            if (tail.upper() ? low >= tail.border() : high <= tail.border()) {
                return tail.value();
            }
        }
        return null;
    }

    /** Returns the correctly rounded value at one number: decided by intervals of growing precision. */
    public float rounded(float x) {
        if (x != x) {
            return Float.NaN;
        }
        if (x == 0 || Float.isInfinite(x)) {
            boolean negative = Float.floatToRawIntBits(x) < 0;
            return special[(x == 0 ? 0 : 2) + (negative ? 1 : 0)];
        }
        Float constant = constant(x, x);
        if (constant != null) {
            return constant;
        }
        if (x == domain[0] || x == domain[1]) {
            return border(x);
        }
        boolean gamma = this == LGAMMA || this == DIGAMMA;
        if (gamma && x < 0 && x == StrictMath.rint(x)) {
            return this == LGAMMA ? Float.POSITIVE_INFINITY : Float.NaN;
        }
        if (isZero(x)) {
            return 0;
        }
        int exponent = Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 23;
        return Rounding.toFloat(at(BigInteger.valueOf((long) Math.scalb((double) x, -exponent)), exponent));
    }

    /** The values at a finite end of the domain. */
    private float border(float x) {
        return switch (this) {
            case LOG1P -> Float.NEGATIVE_INFINITY;
            case ATANH, ERFINV -> x / 0f;
            case ASIN -> x * 0x1.921fb6p0f;
            case ACOS -> x < 0 ? 0x1.921fb6p1f : 0;
            case ACOSH -> 0;
            default -> throw new IllegalStateException(this + " at " + x);
        };
    }

    /** Whether the value is exactly zero, which no precision would show. */
    private boolean isZero(float x) {
        return switch (this) {
            case LOG, LOG2, LOG10 -> x == 1;
            case LGAMMA -> x == 1 || x == 2;
            default -> false;
        };
    }

    private static BigInteger tan(FixedPoint f, BigInteger x) {
        BigInteger[] sinCos = f.sinCos(x);
        return f.div(sinCos[0], sinCos[1]);
    }

    private static BigInteger tanh(FixedPoint f, BigInteger x) {
        BigInteger square = f.exp(x.shiftLeft(1));
        return f.div(square.subtract(f.one), square.add(f.one));
    }

    private static BigInteger asinh(FixedPoint f, BigInteger x) {
        BigInteger magnitude = x.abs();
        BigInteger value = f.log(magnitude.add(f.sqrt(f.mul(x, x).add(f.one))));
        return x.signum() < 0 ? value.negate() : value;
    }

    private static float[] at(float zero, float minusZero, float infinity, float minusInfinity) {
        return new float[] {zero, minusZero, infinity, minusInfinity};
    }

    private static float[] domain(float low, float high) {
        return new float[] {low, high};
    }

    private static Tail from(float border, float value) {
        return new Tail(border, true, value);
    }

    private static Tail to(float border, float value) {
        return new Tail(border, false, value);
    }
}
