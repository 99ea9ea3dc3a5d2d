package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.BinaryFunction;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What functions of two elements are in mathematics, for finite operands other than zero. */
enum PairDefinition {
    /** Of a positive base. */
    POW {
        @Override
        BigInteger apply(FixedPoint f, BigInteger x, BigInteger y) {
            return f.exp(f.mul(y, f.log(x)));
        }
    },
    /** The angle of the point (second operand, first operand). */
    ATAN2 {
        @Override
        BigInteger apply(FixedPoint f, BigInteger y, BigInteger x) {
            BigInteger angle = f.atan(f.div(y, x));
            return x.signum() > 0 ? angle : y.signum() > 0 ? angle.add(f.pi()) : angle.subtract(f.pi());
        }
    },
    HYPOT {
        @Override
        BigInteger apply(FixedPoint f, BigInteger x, BigInteger y) {
            return x.multiply(x).add(y.multiply(y)).sqrt();
        }
    };

    abstract BigInteger apply(FixedPoint f, BigInteger a, BigInteger b);

    BinaryFunction function() {
        return BinaryFunction.valueOf(name());
    }

    /** Returns the correctly rounded value. */
    float rounded(float a, float b) {
        Float exact = exactly(a, b);
        if (exact != null) {
            return exact;
        }
        int bits = 256;
        while (true) {
            FixedPoint f = FixedPoint.of(bits);
            BigInteger units = apply(f, f.units(a), f.units(b));
            int missing = 160 - units.bitLength();
            if (missing <= 0) {
                return Rounding.toFloat(new Definition.Value(units, bits));
            }
            bits += missing + 64;
        }
    }

    /** Returns the value where it has few bits and might be a tie, or is beyond the range; null elsewhere. */
    private @Nullable Float exactly(float a, float b) {
        return switch (this) {
            case POW -> power(a, b);
            case HYPOT -> root(a, b);
            case ATAN2 -> null;
        };
    }

    private static @Nullable Float root(float a, float b) {
        FixedPoint f = FixedPoint.of(192);
        BigInteger x = f.units(a);
        BigInteger y = f.units(b);
        BigInteger square = x.multiply(x).add(y.multiply(y));
        BigInteger root = square.sqrt();
        return root.multiply(root).equals(square) ? (Float) Rounding.nearest(root, 192) : null;
    }

    private static @Nullable Float power(float x, float y) {
        double size = y * StrictMath.log(x);
        if (size > 89 || size < -105) {
            return size > 0 ? Float.POSITIVE_INFINITY : 0f;
        }
        int exponent = Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 23;
        BigInteger mantissa = BigInteger.valueOf((long) Math.scalb((double) x, -exponent));
        int zeros = mantissa.getLowestSetBit();
        mantissa = mantissa.shiftRight(zeros);
        exponent += zeros;
        double power = y;
        while (power != Math.rint(power)) {
            BigInteger root = mantissa.sqrt();
            if (exponent % 2 != 0 || !root.multiply(root).equals(mantissa)) {
                return null;
            }
            mantissa = root;
            exponent /= 2;
            power *= 2;
        }
        boolean powerOfTwo = mantissa.equals(BigInteger.ONE);
        if (!powerOfTwo && (power < 0 || power * mantissa.bitLength() > 400)) {
            return null;
        }
        BigInteger value = powerOfTwo ? mantissa : mantissa.pow((int) power);
        long scale = (long) (exponent * power);
        return scale < -200
                ? Rounding.nearest(value, (int) -scale)
                : Rounding.nearest(value.shiftLeft((int) scale + 200), 200);
    }
}
