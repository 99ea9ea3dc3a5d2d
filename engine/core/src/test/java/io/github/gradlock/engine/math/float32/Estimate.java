package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Values of a function in binary64 with a bound of their error, for runs of neighbouring binary32 numbers.
 *
 * <p>Most come from a {@link LocalPolynomial} for as many numbers as one can serve. Two kinds of functions have so many periods that
 * another way is needed for large arguments: see {@link Turns} and {@link Reflection}.
 */
final class Estimate {
    /** Numbers in a block; a polynomial serves a power of two of them. */
    static final int BLOCK = 1 << 17;

    private static final int FEWEST = 64;

    private final Definition definition;
    private final double[] values = new double[BLOCK];
    private final double[] bounds = new double[BLOCK];
    private final @Nullable Turns turns;
    private @Nullable Reflection reflection;
    private int size = 1 << 12;

    Estimate(Definition definition) {
        this.definition = definition;
        this.turns = switch (definition) {
            case SIN, COS, TAN -> new Turns(definition);
            default -> null;
        };
    }

    /** Returns the estimates of the block last filled. */
    double[] values() {
        return values;
    }

    /** Returns what the estimates may be off by. */
    double[] bounds() {
        return bounds;
    }

    /** Fills the estimates for the {@value #BLOCK} numbers whose bits begin with {@code first}; all finite, none zero. */
    void fill(int first) {
        float least = Math.abs(Float.intBitsToFloat(first));
        if (turns != null && least >= 4) {
            turns.fill(first, values, bounds);
            return;
        }
        boolean gamma = definition == Definition.LGAMMA || definition == Definition.DIGAMMA;
        boolean reflected = gamma && first < 0 && least >= 16;
        for (int at = 0; at < BLOCK; ) {
            at += fillRun(first, at, reflected);
        }
        if (reflected) {
            if (reflection == null) {
                reflection = new Reflection(definition);
            }
            reflection.add(first, values, bounds);
        }
    }

    private int fillRun(int first, int at, boolean reflected) {
        while (at % size != 0) {
            size /= 2;
        }
        while (size >= FEWEST) {
            LocalPolynomial polynomial = polynomial(first + at, size, reflected);
            if (polynomial != null) {
                int filled = size;
                spread(polynomial, at, filled);
                size = Math.min(2 * size, BLOCK);
                return filled;
            }
            size /= 2;
        }
        size = FEWEST;
        for (int i = at; i < at + FEWEST; i++) {
            values[i] = definition.rounded(Float.intBitsToFloat(first + i));
            bounds[i] = 0;
        }
        return FEWEST;
    }

    private @Nullable LocalPolynomial polynomial(int first, int count, boolean reflected) {
        int field = first >>> 23 & 0xff;
        long mantissa = first & 0x7fffff | (field == 0 ? 0 : 0x800000);
        int exponent = Math.max(field, 1) - 150;
        boolean negative = first < 0;
        long half = count / 2;
        return LocalPolynomial.of(t -> {
            BigInteger x = BigInteger.valueOf((mantissa + half << 19) + half * t);
            if (reflected) {
                // 1 − x for negative x; the other part of the reflection formula is added later.
                BigInteger shifted = x.add(BigInteger.ONE.shiftLeft(19 - exponent));
                return definition.at(shifted, exponent - 19);
            }
            return definition.at(negative ? x.negate() : x, exponent - 19);
        });
    }

    private void spread(LocalPolynomial polynomial, int at, int count) {
        double step = 2.0 / count;
        double[] c = polynomial.coefficients;
        double bound = polynomial.bound;
        for (int i = 0; i < count; i++) {
            values[at + i] = LocalPolynomial.at(c, i * step - 1);
            bounds[at + i] = bound;
        }
    }
}
