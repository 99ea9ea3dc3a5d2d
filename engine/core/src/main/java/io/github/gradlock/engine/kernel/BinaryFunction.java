package io.github.gradlock.engine.kernel;

/** Functions of two elements of one dtype; comparisons and logical functions give bool. */
public enum BinaryFunction {
    ADD,
    SUB,
    MUL,
    DIV,
    POW,
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
        return compareTo(EQ) >= 0;
    }
}
