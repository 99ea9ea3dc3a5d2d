package io.github.gradlock.harness.cause;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What element-wise operations mean, by the names that PyTorch, NumPy and JAX give them, in binary64 to within a few roundings. */
final class Functions {
    /** A function of three numbers. */
    @FunctionalInterface
    interface Ternary {
        double apply(double a, double b, double c);
    }

    /**
     * What an operation means for its operands.
     *
     * @param value its result
     * @param cancelled a term whose rounding stays when the result is smaller than it; 0 if there is none
     */
    record Function(Ternary value, Ternary cancelled) {
        static Function of(Ternary value) {
            return new Function(value, (a, b, c) -> 0);
        }
    }

    /** From here on a square is no more beside which one is seen, and may overflow further up. */
    private static final double LARGE = 0x1p28;

    private static final Map<String, DoubleUnaryOperator> OF_ONE = Map.ofEntries(
            Map.entry("neg", x -> -x),
            Map.entry("abs", Math::abs),
            Map.entry("sign", Math::signum),
            Map.entry("sqrt", Math::sqrt),
            Map.entry("rsqrt", x -> 1 / Math.sqrt(x)),
            Map.entry("reciprocal", x -> 1 / x),
            Map.entry("square", x -> x * x),
            Map.entry("relu", x -> Math.max(x, 0)),
            Map.entry("exp", StrictMath::exp),
            Map.entry("expm1", StrictMath::expm1),
            Map.entry("log", StrictMath::log),
            Map.entry("log2", x -> StrictMath.log(x) / StrictMath.log(2)),
            Map.entry("log10", StrictMath::log10),
            Map.entry("log1p", StrictMath::log1p),
            Map.entry("sin", StrictMath::sin),
            Map.entry("cos", StrictMath::cos),
            Map.entry("tan", StrictMath::tan),
            Map.entry("asin", StrictMath::asin),
            Map.entry("acos", StrictMath::acos),
            Map.entry("atan", StrictMath::atan),
            Map.entry("sinh", StrictMath::sinh),
            Map.entry("cosh", StrictMath::cosh),
            Map.entry("tanh", StrictMath::tanh),
            Map.entry("cbrt", StrictMath::cbrt),
            Map.entry("sigmoid", Functions::sigmoid),
            Map.entry("silu", x -> x * sigmoid(x)),
            Map.entry("softplus", x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
            Map.entry("exp2", x -> StrictMath.pow(2, x)),
            Map.entry("logsigmoid", x -> Math.min(x, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
            Map.entry("softsign", x -> x / (1 + Math.abs(x))),
            Map.entry("elu", x -> x > 0 ? x : StrictMath.expm1(x)),
            Map.entry("relu6", x -> Math.max(0, Math.min(6, x))),
            Map.entry("hardsigmoid", x -> Math.max(0, Math.min(6, x + 3)) / 6),
            Map.entry("hardswish", x -> x * Math.max(0, Math.min(6, x + 3)) / 6),
            Map.entry(
                    "mish", x -> x * StrictMath.tanh(Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))))),
            Map.entry("asinh", x -> Math.copySign(asinh(Math.abs(x)), x)),
            Map.entry("atanh", x -> Math.copySign(0.5 * StrictMath.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x)),
            Map.entry("acosh", Functions::acosh),
            Map.entry("zeros_like", x -> 0),
            Map.entry("ones_like", x -> 1));

    private static final Map<String, DoubleBinaryOperator> OF_TWO = Map.ofEntries(
            Map.entry("add", Double::sum),
            Map.entry("sub", (a, b) -> a - b),
            Map.entry("mul", (a, b) -> a * b),
            Map.entry("div", (a, b) -> a / b),
            Map.entry("pow", StrictMath::pow),
            Map.entry("atan2", StrictMath::atan2),
            Map.entry("hypot", StrictMath::hypot),
            Map.entry("maximum", Math::max),
            Map.entry("minimum", Math::min),
            Map.entry("xlogy", (a, b) -> a == 0 && !Double.isNaN(b) ? 0 : a * StrictMath.log(b)),
            // Of a cotangent and the result.
            Map.entry("exp_backward", (g, y) -> g * y),
            Map.entry("sqrt_backward", (g, y) -> g / (2 * y)),
            Map.entry("rsqrt_backward", (g, y) -> -0.5 * g * y * y * y),
            Map.entry("reciprocal_backward", (g, y) -> -g * y * y),
            // Of a cotangent and the input.
            Map.entry("log_backward", (g, x) -> g / x),
            Map.entry("sin_backward", (g, x) -> g * StrictMath.cos(x)),
            Map.entry("cos_backward", (g, x) -> -g * StrictMath.sin(x)),
            Map.entry("abs_backward", (g, x) -> g * Math.signum(x)),
            Map.entry("sigmoid_backward", (g, y) -> g * y * (1 - y)),
            Map.entry("relu_backward", (g, y) -> y > 0 ? g : 0),
            Map.entry("threshold_backward", (g, y) -> y > 0 ? g : 0));

    private static final Map<String, Function> OF_THREE = Map.of(
            "addcmul", new Function((a, b, c) -> a + b * c, (a, b, c) -> a),
            "addcdiv", new Function((a, b, c) -> a + b / c, (a, b, c) -> a),
            "where", Function.of((condition, a, b) -> condition != 0 ? a : b),
            "lerp", new Function((a, b, weight) -> a + weight * (b - a), (a, b, weight) -> a),
            "fma", new Function((a, b, c) -> a * b + c, (a, b, c) -> c));

    /** The logarithm is near zero where its terms cancel. */
    private static final Function LOG_ADD_EXP =
            new Function((a, b, c) -> logAddExp(a, b), (a, b, c) -> Math.max(Math.abs(a), Math.abs(b)));

    /** The square of a result near one is rounded before it is taken from one. */
    private static final Function TANH_BACKWARD = new Function((g, y, c) -> g * (1 - y * y), (g, y, c) -> g);

    private static final Function SILU_BACKWARD =
            new Function((g, x, c) -> g * sigmoid(x) * (1 + x * (1 - sigmoid(x))), (g, x, c) -> g * sigmoid(x));

    private Functions() {}

    private static double asinh(double x) {
        return x > LARGE
                ? StrictMath.log(x) + StrictMath.log(2)
                : StrictMath.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
    }

    private static double acosh(double x) {
        return x > LARGE
                ? StrictMath.log(x) + StrictMath.log(2)
                : StrictMath.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
    }

    private static double logAddExp(double a, double b) {
        return a == b ? a + StrictMath.log(2) : Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
    }

    /** Returns an elementary function as {@link StrictMath} has it, null if it is none. */
    static @Nullable DoubleUnaryOperator strict(String op) {
        return OF_ONE.get(OpName.of(op));
    }

    /** Returns an operation's function of so many numbers, null if it is none of these. */
    static @Nullable Function of(String op, int operands) {
        String name = OpName.of(op);
        if (operands == 1 && OF_ONE.containsKey(name)) {
            DoubleUnaryOperator function = OF_ONE.get(name);
            return Function.of((a, b, c) -> function.applyAsDouble(a));
        }
        if (operands == 2 && OF_TWO.containsKey(name)) {
            DoubleBinaryOperator function = OF_TWO.get(name);
            return Function.of((a, b, c) -> function.applyAsDouble(a, b));
        }
        if (operands == 2 && name.equals("tanh_backward")) {
            return TANH_BACKWARD;
        }
        if (operands == 2 && name.equals("logaddexp")) {
            return LOG_ADD_EXP;
        }
        if (operands == 2 && name.equals("silu_backward")) {
            return SILU_BACKWARD;
        }
        return operands == 3 ? OF_THREE.get(name) : null;
    }
}
