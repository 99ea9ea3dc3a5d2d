package io.github.gradlock.engine.kernel;

/** Functions of two elements of one dtype; comparisons and logical functions give bool. */
public enum BinaryFunction {
    ADD,
    SUB,
    MUL,
    DIV,
    /** The quotient rounded down, computed as PyTorch does from the exact remainder; integers as in Python. */
    FLOOR_DIVIDE,
    /** The remainder with the sign of the divisor, as in Python; a zero keeps the sign of the dividend, as in PyTorch. */
    REMAINDER,
    /** The remainder with the sign of the dividend, as in C. */
    FMOD,
    POW,
    ATAN2,
    HYPOT,
    COPYSIGN,
    NEXTAFTER,
    /** The derivative of digamma of the order that the first operand gives, at the second one; order 0 is digamma itself. */
    POLYGAMMA,
    MAXIMUM,
    MINIMUM,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    LOGICAL_AND,
    LOGICAL_OR,
    LOGICAL_XOR;

    /** Returns whether the result is bool whatever the inputs are. */
    public boolean isPredicate() {
        return switch (this) {
            case EQ, NE, LT, LE, GT, GE, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> true;
            default -> false;
        };
    }
}
