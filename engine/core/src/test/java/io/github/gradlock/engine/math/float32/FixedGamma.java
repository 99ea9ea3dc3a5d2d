package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The logarithm of the gamma function and its derivative in fixed point: Stirling's series far out, recurrence, reflection. */
final class FixedGamma {
    private static final int TERMS = 220;
    private static final List<BigInteger> TANGENTS = tangentNumbers();

    private FixedGamma() {}

    static BigInteger lgamma(FixedPoint f, BigInteger x) {
        if (x.signum() > 0) {
            return positiveLgamma(f, x);
        }
        BigInteger sine = sinPi(f, x).abs();
        if (sine.signum() == 0) {
            throw new ArithmeticException("pole");
        }
        BigInteger magnitude = x.negate();
        return f.log(f.pi()).subtract(f.log(sine)).subtract(f.log(magnitude)).subtract(positiveLgamma(f, magnitude));
    }

    private static BigInteger positiveLgamma(FixedPoint f, BigInteger x) {
        BigInteger y = x;
        BigInteger product = f.one;
        BigInteger far = f.one.multiply(BigInteger.valueOf(10 + f.bits / 8));
        while (y.compareTo(far) < 0) {
            product = f.mul(product, y);
            y = y.add(f.one);
        }
        BigInteger sum = series(f, y, true);
        BigInteger half = f.one.shiftRight(1);
        BigInteger logTwoPi = f.log(f.pi().shiftLeft(1)).shiftRight(1);
        BigInteger value =
                f.mul(y.subtract(half), f.log(y)).subtract(y).add(logTwoPi).add(sum);
        return product.equals(f.one) ? value : value.subtract(f.log(product));
    }

    static BigInteger digamma(FixedPoint f, BigInteger x) {
        if (x.signum() > 0) {
            return positiveDigamma(f, x);
        }
        BigInteger sine = sinPi(f, x);
        if (sine.signum() == 0) {
            throw new ArithmeticException("pole");
        }
        BigInteger cosine = sinPi(f, x.add(f.one.shiftRight(1)));
        return positiveDigamma(f, f.one.subtract(x)).subtract(f.div(f.mul(f.pi(), cosine), sine));
    }

    private static BigInteger positiveDigamma(FixedPoint f, BigInteger x) {
        BigInteger y = x;
        BigInteger shift = BigInteger.ZERO;
        BigInteger far = f.one.multiply(BigInteger.valueOf(10 + f.bits / 8));
        while (y.compareTo(far) < 0) {
            shift = shift.add(f.div(f.one, y));
            y = y.add(f.one);
        }
        BigInteger inverse = f.div(f.one, y);
        return f.log(y)
                .subtract(inverse.shiftRight(1))
                .subtract(series(f, y, false))
                .subtract(shift);
    }

    /**
     * Returns Σ B(2k) / 2k · y^-2k, or with each term times y / (2k − 1). Bernoulli's numbers grow so fast that the powers need
     * twice the bits.
     */
    private static BigInteger series(FixedPoint f, BigInteger y, boolean logarithm) {
        FixedPoint wide = FixedPoint.of(2 * f.bits);
        BigInteger inverse = wide.div(wide.one, y.shiftLeft(f.bits));
        BigInteger square = wide.mul(inverse, inverse);
        BigInteger power = logarithm ? inverse : square;
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; k <= TERMS; k++) {
            BigInteger term = bernoulliTerm(k, power).shiftRight(f.bits);
            if (term.bitLength() <= 1) {
                return sum;
            }
            sum = sum.add(logarithm ? term.divide(BigInteger.valueOf(2L * k - 1)) : term);
            power = wide.mul(power, square);
        }
        throw new ArithmeticException("the series needs more terms");
    }

    /** Returns sin πx, with x reduced by multiples of 2 exactly. */
    static BigInteger sinPi(FixedPoint f, BigInteger x) {
        BigInteger turn = f.one.shiftLeft(1);
        BigInteger rest = x.mod(turn);
        boolean upper = rest.compareTo(f.one) >= 0;
        BigInteger inHalfTurn = upper ? rest.subtract(f.one) : rest;
        if (inHalfTurn.signum() == 0) {
            return BigInteger.ZERO;
        }
        // The nearer of the two zeros keeps the relative precision.
        BigInteger near = inHalfTurn.min(f.one.subtract(inHalfTurn));
        BigInteger sine = f.sin(f.mul(f.pi(), near));
        return upper ? sine.negate() : sine;
    }

    /** Returns power · B(2k) / 2k, where B(2k) / 2k = ±T(k) / (4^k (4^k − 1)) for the tangent number T(k). */
    private static BigInteger bernoulliTerm(int k, BigInteger power) {
        BigInteger four = BigInteger.ONE.shiftLeft(2 * k);
        BigInteger term = power.multiply(TANGENTS.get(k)).divide(four.multiply(four.subtract(BigInteger.ONE)));
        return k % 2 == 1 ? term : term.negate();
    }

    /** Returns the tangent numbers 1, 2, 16, 272, … from index 1 (Brent and Harvey, "Fast computation of Bernoulli, tangent and secant numbers", 2011). */
    private static List<BigInteger> tangentNumbers() {
        BigInteger[] t = new BigInteger[TERMS + 1];
        t[0] = BigInteger.ZERO;
        t[1] = BigInteger.ONE;
        for (int k = 2; k <= TERMS; k++) {
            t[k] = t[k - 1].multiply(BigInteger.valueOf(k - 1L));
        }
        for (int k = 2; k <= TERMS; k++) {
            for (int j = k; j <= TERMS; j++) {
                t[j] = t[j - 1].multiply(BigInteger.valueOf(j - (long) k))
                        .add(t[j].multiply(BigInteger.valueOf(j - k + 2L)));
            }
        }
        return new ArrayList<>(List.of(t));
    }
}
