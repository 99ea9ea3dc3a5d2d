package io.github.gradlock.engine.kernel;

/** Functions of one element; the result has the dtype of the input, except that predicates give bool. */
public enum UnaryFunction {
    NEG,
    ABS,
    SIGN,
    FLOOR,
    CEIL,
    ROUND,
    TRUNC,
    SQRT,
    RSQRT,
    RECIPROCAL,
    EXP,
    EXP2,
    EXPM1,
    LOG,
    LOG2,
    LOG10,
    LOG1P,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    ASINH,
    ACOSH,
    ATANH,
    SIGMOID,
    ERF,
    ERFC,
    LGAMMA,
    DIGAMMA,
    RELU,
    LOGICAL_NOT,
    IS_NAN,
    IS_FINITE;

    /** Returns whether the result is bool whatever the input is. */
    public boolean isPredicate() {
        return switch (this) {
            case LOGICAL_NOT, IS_NAN, IS_FINITE -> true;
            default -> false;
        };
    }
}
