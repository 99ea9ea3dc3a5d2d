package io.github.gradlock.engine.math.float32;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The error bounds of the binary64 functions that {@code engine/docs/numerics.md} states. */
class Float64Tests {
    @ParameterizedTest
    @EnumSource(Definition.class)
    void errorsKeepTheirBounds(Definition definition) {
        double error = new MeasureFloat64(definition, 11).worst(200);
        assertTrue(error <= bound(definition), () -> definition + " is off by " + error + " ulp");
    }

    private static double bound(Definition definition) {
        return switch (definition) {
            case SQRT, RECIPROCAL -> 0.5;
            case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN -> 1;
            case RSQRT, ERF -> 1.5;
            case EXP2, LOG2, LOG10, ERFINV -> 2;
            case SINH, COSH, TANH, SIGMOID, ASINH, ACOSH, ATANH -> 2.5;
            case LGAMMA -> 4;
            case ERFC, DIGAMMA -> 6;
        };
    }
}
