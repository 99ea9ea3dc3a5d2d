package io.github.gradlock.harness.cause;

import java.util.Locale;
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
            // Of a cotangent and the result.
            Map.entry("sigmoid_backward", (g, y) -> g * y * (1 - y)),
            Map.entry("tanh_backward", (g, y) -> g * (1 - y * y)),
            Map.entry("relu_backward", (g, y) -> y > 0 ? g : 0),
            Map.entry("threshold_backward", (g, y) -> y > 0 ? g : 0));

    private static final Map<String, Ternary> OF_THREE = Map.of(
            "addcmul", (a, b, c) -> a + b * c,
            "addcdiv", (a, b, c) -> a + b / c,
            "where", (condition, a, b) -> condition != 0 ? a : b,
            "lerp", (a, b, weight) -> a + weight * (b - a),
            "fma", (a, b, c) -> a * b + c);

    private Functions() {}

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
    }

    /** Returns an operation's function of so many numbers, null if it is none of these. */
    static @Nullable Ternary of(String op, int operands) {
        String name = op.toLowerCase(Locale.ROOT).replaceFirst("^aten::", "").replaceFirst("_$", "");
        if (operands == 1 && OF_ONE.containsKey(name)) {
            DoubleUnaryOperator function = OF_ONE.get(name);
            return (a, b, c) -> function.applyAsDouble(a);
        }
        if (operands == 2 && OF_TWO.containsKey(name)) {
            DoubleBinaryOperator function = OF_TWO.get(name);
            return (a, b, c) -> function.applyAsDouble(a, b);
        }
        return operands == 3 ? OF_THREE.get(name) : null;
    }
}
