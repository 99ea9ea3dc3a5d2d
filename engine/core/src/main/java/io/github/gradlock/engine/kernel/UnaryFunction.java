package io.github.gradlock.engine.kernel;

/** Functions of one element; the result has the dtype of the input, except that the last three give bool. */
public enum UnaryFunction {
    NEG,
    ABS,
    SIGN,
    FLOOR,
    CEIL,
    ROUND,
    TRUNC,
    SQRT,
    RECIPROCAL,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    SIN,
    COS,
    TANH,
    SIGMOID,
    ERF,
    RELU,
    LOGICAL_NOT,
    IS_NAN,
    IS_FINITE;

    /** Returns whether the result is bool whatever the input is. */
    public boolean isPredicate() {
        return compareTo(LOGICAL_NOT) >= 0;
    }
}
