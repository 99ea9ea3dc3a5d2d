package io.github.gradlock.engine.kernel.scalar;

/** Quotients rounded down and remainders, as PyTorch defines them; each dtype is computed in itself. */
final class Division {
    private Division() {}

    static float floorDivide(float a, float b) {
        if (b == 0) {
            return a / b;
        }
        float rest = a % b;
        float quotient = (a - rest) / b;
        if (rest != 0 && rest < 0 != b < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return StrictMath.copySign(0f, a / b);
        }
        float whole = (float) Math.floor(quotient);
        return quotient - whole > 0.5f ? whole + 1 : whole;
    }

    static double floorDivide(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double rest = a % b;
        double quotient = (a - rest) / b;
        if (rest != 0 && rest < 0 != b < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return StrictMath.copySign(0.0, a / b);
        }
        double whole = Math.floor(quotient);
        return quotient - whole > 0.5 ? whole + 1 : whole;
    }

    static long floorDivide(long a, long b) {
        return Math.floorDiv(a, checked(b));
    }

    static float remainder(float a, float b) {
        float rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    static double remainder(double a, double b) {
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    static long remainder(long a, long b) {
        return Math.floorMod(a, checked(b));
    }

    static long truncatedQuotient(long a, long b) {
        return a / checked(b);
    }

    static long truncatedRemainder(long a, long b) {
        return a % checked(b);
    }

    private static long checked(long divisor) {
        if (divisor == 0) {
            throw new ArithmeticException("int64 division by zero");
        }
        return divisor;
    }

    /** Returns the neighbour of a in the direction of b. Java's own takes a binary64 as the direction, which is the same. */
    static float nextAfter(float a, float b) {
        return Math.nextAfter(a, (double) b);
    }

    static double nextAfter(double a, double b) {
        return Math.nextAfter(a, b);
    }
}
