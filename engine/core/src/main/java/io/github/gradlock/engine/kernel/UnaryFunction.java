package io.github.gradlock.engine.kernel;

/** Functions of one element; the result has the dtype of the input, except that predicates give bool. */
public enum UnaryFunction {
    /** −x, also of zeros: the sign bit turns over. */
    NEG,
    /** |x|. */
    ABS,
    /** −1, 0 or 1 by the sign; +0 for zeros and NaN. */
    SIGN,
    /** The greatest integer that is not greater than x. */
    FLOOR,
    /** The least integer that is not less than x. */
    CEIL,
    /** The nearest integer, of two equally near ones the even one. */
    ROUND,
    /** x without what follows its point. */
    TRUNC,
    /** √x, correctly rounded; NaN below zero. */
    SQRT,
    /** 1 / √x. */
    RSQRT,
    /** 1 / x. */
    RECIPROCAL,
    /** e^x. */
    EXP,
    /** 2^x. */
    EXP2,
    /** e^x − 1. */
    EXPM1,
    /** The natural logarithm; −∞ at zero, NaN below. */
    LOG,
    /** The logarithm to base 2. */
    LOG2,
    /** The logarithm to base 10. */
    LOG10,
    /** log(1 + x). */
    LOG1P,
    /** The sine of radians. */
    SIN,
    /** The cosine of radians. */
    COS,
    /** The tangent of radians. */
    TAN,
    /** The angle in [−π/2, π/2] of a sine; NaN outside [−1, 1]. */
    ASIN,
    /** The angle in [0, π] of a cosine; NaN outside [−1, 1]. */
    ACOS,
    /** The angle in [−π/2, π/2] of a tangent. */
    ATAN,
    /** (e^x − e^−x) / 2. */
    SINH,
    /** (e^x + e^−x) / 2. */
    COSH,
    /** sinh x / cosh x. */
    TANH,
    /** log(x + √(x² + 1)). */
    ASINH,
    /** log(x + √(x² − 1)); NaN below 1. */
    ACOSH,
    /** log((1 + x) / (1 − x)) / 2; NaN outside [−1, 1]. */
    ATANH,
    /** 1 / (1 + e^−x). */
    SIGMOID,
    /** 2 / √π times the integral of e^(−t²) from 0 to x. */
    ERF,
    /** 1 − erf x. */
    ERFC,
    /** The y with erf y = x; NaN outside [−1, 1]. */
    ERFINV,
    /** log |Γ(x)|. */
    LGAMMA,
    /** Γ′(x) / Γ(x). */
    DIGAMMA,
    /** max(x, 0); NaN stays NaN. */
    RELU,
    /** Whether x is zero. */
    LOGICAL_NOT,
    /** Whether x is not a number. */
    IS_NAN,
    /** Whether x is neither infinite nor NaN. */
    IS_FINITE;

    /** Returns whether the result is bool whatever the input is. */
    public boolean isPredicate() {
        return switch (this) {
            case LOGICAL_NOT, IS_NAN, IS_FINITE -> true;
            default -> false;
        };
    }
}
