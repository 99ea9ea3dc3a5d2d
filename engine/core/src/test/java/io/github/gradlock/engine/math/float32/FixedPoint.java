package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Elementary functions in binary fixed point of any precision: a number is an integer in units of 2^-bits.
 *
 * <p>Every function loses a few units; it has {@value #GUARD} bits more than it shows where it loses more. It knows nothing of the
 * engine's functions. {@code StrictMath} gives first guesses, which a series then corrects, however wrong they are.
 */
final class FixedPoint {
    private static final int GUARD = 40;
    private static final int MOST_BITS = 8192;
    private static final BigInteger LN2 = ln2Wide(MOST_BITS + 64).shiftRight(64);
    private static final BigInteger PI = piWide(MOST_BITS + 64).shiftRight(64);
    private static final Map<Integer, FixedPoint> BY_BITS = new ConcurrentHashMap<>();

    final int bits;
    final BigInteger one;

    private FixedPoint(int bits) {
        this.bits = bits;
        this.one = BigInteger.ONE.shiftLeft(bits);
    }

    static FixedPoint of(int bits) {
        if (bits + 2 * GUARD > MOST_BITS) {
            throw new IllegalArgumentException("constants are known to " + MOST_BITS + " bits only");
        }
        return BY_BITS.computeIfAbsent(bits, FixedPoint::new);
    }

    /** Returns a binary64 number exactly, if its last bit is not below 2^-bits, and cut otherwise. */
    BigInteger units(double x) {
        int exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - 52;
        BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(x, -exponent));
        return mantissa.shiftLeft(exponent + bits);
    }

    double toDouble(BigInteger x) {
        int excess = Math.max(0, x.bitLength() - 64);
        BigInteger head = x.shiftRight(excess);
        // Sixty-four bits, the last one sticky: then rounding twice is rounding once, but for subnormal results.
        if (excess > 0 && x.getLowestSetBit() < excess) {
            head = head.setBit(0);
        }
        return Math.scalb(head.doubleValue(), excess - bits);
    }

    BigInteger mul(BigInteger a, BigInteger b) {
        return a.multiply(b).shiftRight(bits);
    }

    BigInteger div(BigInteger a, BigInteger b) {
        return a.shiftLeft(bits).divide(b);
    }

    BigInteger sqrt(BigInteger x) {
        if (x.signum() < 0) {
            throw new ArithmeticException("square root of a negative number");
        }
        return x.shiftLeft(bits).sqrt();
    }

    BigInteger pi() {
        return round(PI, MOST_BITS);
    }

    BigInteger ln2() {
        return round(LN2, MOST_BITS);
    }

    private BigInteger round(BigInteger x, int from) {
        return x.shiftRight(from - bits - 1).add(BigInteger.ONE).shiftRight(1);
    }

    private static BigInteger raise(BigInteger x) {
        return x.shiftLeft(GUARD);
    }

    private static BigInteger lower(BigInteger x) {
        return x.shiftRight(GUARD);
    }

    BigInteger exp(BigInteger x) {
        FixedPoint wide = of(bits + GUARD);
        double guess = Math.rint(toDouble(x) / 0.6931471805599453);
        if (!(Math.abs(guess) < 1 << 14)) {
            throw new ArithmeticException("exponential of " + guess);
        }
        int power = (int) guess;
        int halvings = 6;
        BigInteger r = raise(x).subtract(wide.ln2().multiply(BigInteger.valueOf(power)))
                .shiftRight(halvings);
        BigInteger sum = wide.one.add(r);
        BigInteger term = r;
        for (int i = 2; term.bitLength() > 1; i++) {
            term = wide.mul(term, r).divide(BigInteger.valueOf(i));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = wide.mul(sum, sum);
        }
        return lower(sum.shiftLeft(power));
    }

    BigInteger log(BigInteger x) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("logarithm of a number that is not positive");
        }
        FixedPoint wide = of(bits + GUARD);
        int power = x.bitLength() - bits;
        BigInteger mantissa = raise(x).shiftRight(power);
        BigInteger guess = wide.units(StrictMath.log(wide.toDouble(mantissa)));
        BigInteger delta = wide.mul(mantissa, wide.exp(guess.negate())).subtract(wide.one);
        BigInteger sum = guess.add(wide.ln2().multiply(BigInteger.valueOf(power)));
        BigInteger term = delta;
        for (int i = 1; term.bitLength() > 1; i++) {
            BigInteger part = term.divide(BigInteger.valueOf(i));
            sum = i % 2 == 1 ? sum.add(part) : sum.subtract(part);
            term = wide.mul(term, delta);
        }
        return lower(sum);
    }

    BigInteger sin(BigInteger x) {
        return sinCos(x)[0];
    }

    BigInteger cos(BigInteger x) {
        return sinCos(x)[1];
    }

    /** Returns sine and cosine; the reduction takes as many more bits of π as the argument has before its point. */
    BigInteger[] sinCos(BigInteger x) {
        int more = Math.max(0, x.bitLength() - bits) + GUARD;
        FixedPoint reducer = of(bits + more);
        BigInteger half = reducer.pi().shiftRight(1);
        BigInteger argument = x.shiftLeft(more);
        BigInteger quarters = argument.add(half.shiftRight(1)).divide(half);
        if (argument.add(half.shiftRight(1)).signum() < 0) {
            quarters = quarters.subtract(BigInteger.ONE);
        }
        FixedPoint wide = of(bits + GUARD);
        BigInteger r = argument.subtract(quarters.multiply(half)).shiftRight(more - GUARD);
        BigInteger square = wide.mul(r, r);
        BigInteger sin = lower(series(wide, r, square, 1));
        BigInteger cos = lower(series(wide, wide.one, square, 0));
        return switch (quarters.intValue() & 3) {
            case 0 -> new BigInteger[] {sin, cos};
            case 1 -> new BigInteger[] {cos, sin.negate()};
            case 2 -> new BigInteger[] {sin.negate(), cos.negate()};
            default -> new BigInteger[] {cos.negate(), sin};
        };
    }

    /** The alternating series of sine (first = 1) and cosine (first = 0). */
    private static BigInteger series(FixedPoint wide, BigInteger start, BigInteger square, int first) {
        BigInteger sum = start;
        BigInteger term = start;
        for (int i = first + 1; term.bitLength() > 1; i += 2) {
            term = wide.mul(term, square).divide(BigInteger.valueOf(-(long) i * (i + 1)));
            sum = sum.add(term);
        }
        return sum;
    }

    BigInteger atan(BigInteger x) {
        if (x.signum() < 0) {
            return atan(x.negate()).negate();
        }
        FixedPoint wide = of(bits + GUARD);
        if (x.compareTo(one) > 0) {
            return lower(wide.pi().shiftRight(1).subtract(wide.atan(wide.div(wide.one, raise(x)))));
        }
        BigInteger guess = wide.units(StrictMath.atan(toDouble(x)));
        BigInteger[] sinCos = wide.sinCos(guess);
        BigInteger tangent = raise(x);
        BigInteger delta =
                wide.div(wide.mul(tangent, sinCos[1]).subtract(sinCos[0]), sinCos[1].add(wide.mul(tangent, sinCos[0])));
        BigInteger square = wide.mul(delta, delta);
        BigInteger sum = guess;
        BigInteger term = delta;
        for (int i = 1; term.bitLength() > 1; i += 2) {
            sum = sum.add(term.divide(BigInteger.valueOf(i)));
            term = wide.mul(term, square).negate();
        }
        return lower(sum);
    }

    /** Returns the error function by the series 2/√π e^(-x²) Σ 2^n x^(2n+1) / (1·3·…·(2n+1)), whose terms have one sign. */
    BigInteger erf(BigInteger x) {
        FixedPoint wide = of(bits + GUARD);
        BigInteger argument = raise(x);
        BigInteger square = wide.mul(argument, argument);
        BigInteger sum = argument;
        BigInteger term = argument;
        for (int i = 1; term.bitLength() > 1; i++) {
            term = wide.mul(term, square).shiftLeft(1).divide(BigInteger.valueOf(2L * i + 1));
            sum = sum.add(term);
        }
        // The exponential of the positive square, because that of the negative one would have few bits left.
        BigInteger scaled = wide.div(sum, wide.exp(square)).shiftLeft(1);
        return lower(wide.div(scaled, wide.sqrt(wide.pi())));
    }

    /** Solves erf y = x by Newton's steps, from Winitzki's approximation (2008), which is off by some thousandths. */
    BigInteger erfinv(BigInteger x) {
        if (x.abs().compareTo(one) >= 0) {
            throw new ArithmeticException("inverse error function of 1 or more");
        }
        FixedPoint wide = of(bits + GUARD);
        BigInteger argument = raise(x);
        BigInteger halfRootPi = wide.sqrt(wide.pi()).shiftRight(1);
        BigInteger root = argument;
        if (x.abs().shiftLeft(10).compareTo(one) > 0) {
            double log = StrictMath.log(toDouble(one.subtract(mul(x, x))));
            double sum = 4.33 + log / 2;
            double guess = StrictMath.sqrt(StrictMath.sqrt(sum * sum - log / 0.147) - sum);
            root = wide.units(x.signum() < 0 ? -guess : guess);
        }
        while (true) {
            BigInteger slope = wide.mul(halfRootPi, wide.exp(wide.mul(root, root)));
            BigInteger delta = wide.mul(argument.subtract(wide.erf(root)), slope);
            root = root.add(delta);
            // A step leaves less than 8 times the square of its length.
            if (2 * delta.bitLength() < wide.bits) {
                return lower(root);
            }
        }
    }

    private static BigInteger inverseSeries(int x, int bits, boolean alternating) {
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(x));
        BigInteger square = BigInteger.valueOf(alternating ? -(long) x * x : (long) x * x);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 1; power.signum() != 0; i += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(i)));
            power = power.divide(square);
        }
        return sum;
    }

    /** 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749). */
    private static BigInteger ln2Wide(int bits) {
        return inverseSeries(26, bits, false)
                .multiply(BigInteger.valueOf(18))
                .subtract(inverseSeries(4801, bits, false).shiftLeft(1))
                .add(inverseSeries(8749, bits, false).shiftLeft(3));
    }

    /** Machin: 16 arctan(1/5) − 4 arctan(1/239). */
    private static BigInteger piWide(int bits) {
        return inverseSeries(5, bits, true)
                .shiftLeft(4)
                .subtract(inverseSeries(239, bits, true).shiftLeft(2));
    }
}
