package io.github.gradlock.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.math.Elementary;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What warms a loop has to meet a value in doubt, or the first one in a program throws the loop's code away. */
class DoubtTests {
    @ParameterizedTest
    @EnumSource(names = {"EXP", "SIGMOID", "TANH", "ERF", "LOG", "RSQRT"})
    void warmingMeetsDoubt(UnaryFunction function) {
        FloatFunctions.Entry entry = Objects.requireNonNull(FloatFunctions.of(function));
        DoubleUnaryOperator wide = wide(function);
        float[] out = new float[Rounding.LENGTH];
        double[] values = new double[Rounding.LENGTH];
        Arrays.fill(values, wide.applyAsDouble(0.75));
        assertTrue(Rounding.round(values, out, 0, values.length), "0.75");
        for (int lane = 0; lane < values.length; lane++) {
            Arrays.fill(values, wide.applyAsDouble(0.75));
            values[lane] = wide.applyAsDouble(entry.doubtful());
            assertFalse(Rounding.round(values, out, 0, values.length), entry.doubtful() + " in lane " + lane);
        }
    }

    private static DoubleUnaryOperator wide(UnaryFunction function) {
        return switch (function) {
            case EXP -> Elementary::exp;
            case SIGMOID -> Elementary::sigmoid;
            case TANH -> Elementary::tanh;
            case ERF -> Elementary::erf;
            case LOG -> Elementary::log;
            case RSQRT -> Elementary::rsqrt;
            default -> throw new AssertionError(function);
        };
    }
}
