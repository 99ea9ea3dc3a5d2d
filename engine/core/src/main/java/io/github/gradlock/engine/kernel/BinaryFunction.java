package io.github.gradlock.engine.kernel;

/** Functions of two elements of one dtype; comparisons and logical functions give bool. */
public enum BinaryFunction {
    /** a + b; of bools: one holds. */
    ADD,
    /** a − b. */
    SUB,
    /** a · b; of bools: both hold. */
    MUL,
    /** a / b; of integers, towards zero. */
    DIV,
    /** The quotient rounded down, computed as PyTorch does from the exact remainder; integers as in Python. */
    FLOOR_DIVIDE,
    /** The remainder with the sign of the divisor, as in Python; a zero keeps the sign of the dividend, as in PyTorch. */
    REMAINDER,
    /** The remainder with the sign of the dividend, as in C. */
    FMOD,
    /** a^b, with the special cases of C; of integers modulo 2^64. */
    POW,
    /** The angle in [−π, π] of the point (b, a). */
    ATAN2,
    /** √(a² + b²) without overflow on the way. */
    HYPOT,
    /** The magnitude of a with the sign of b. */
    COPYSIGN,
    /** The next number after a in the direction of b. */
    NEXTAFTER,
    /** The derivative of digamma of the order that the first operand gives, at the second one; order 0 is digamma itself. */
    POLYGAMMA,
    /** The greater one; NaN if one is NaN, and +0 is greater than −0. */
    MAXIMUM,
    /** The lesser one; NaN if one is NaN, and −0 is less than +0. */
    MINIMUM,
    /** a where b is above zero or NaN, else +0: the derivative of relu, for a cotangent and a result. */
    GATE,
    /** a = b; false with NaN, true of zeros of both signs. */
    EQ,
    /** Not a = b; true with NaN. */
    NE,
    /** {@code a < b}; false with NaN. */
    LT,
    /** a ≤ b; false with NaN. */
    LE,
    /** {@code a > b}; false with NaN. */
    GT,
    /** a ≥ b; false with NaN. */
    GE,
    /** Neither is zero. */
    LOGICAL_AND,
    /** Not both are zero. */
    LOGICAL_OR,
    /** Exactly one is zero. */
    LOGICAL_XOR,
    /** The bits that both have; of int64 and bool. */
    BITWISE_AND,
    /** The bits that at least one has; of int64 and bool. */
    BITWISE_OR,
    /** The bits that exactly one has; of int64 and bool. */
    BITWISE_XOR,
    /** The bits of a, b places higher; 0 if b is negative or above 63. Of int64. */
    SHIFT_LEFT,
    /** The bits of a, b places lower, the sign bit repeated; as 63 places if b is negative or above 63. Of int64. */
    SHIFT_RIGHT;

    /** Returns whether the result is bool whatever the inputs are. */
    public boolean isPredicate() {
        return switch (this) {
            case EQ, NE, LT, LE, GT, GE, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> true;
            default -> false;
        };
    }
}
