package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.protocol.ElementType;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whose elementary function it is: computes it anew on the captured inputs, with StrictMath and with Math. */
final class FunctionRule implements OutputRule {
    /** What two good implementations differ by at most, in units in the last place. */
    private static final double CLOSE = 4;

    /** A function in two implementations. */
    private record Pair(DoubleUnaryOperator strict, DoubleUnaryOperator intrinsic) {}

    private static final Map<String, Pair> FUNCTIONS = Map.ofEntries(
            Map.entry("exp", new Pair(StrictMath::exp, Math::exp)),
            Map.entry("expm1", new Pair(StrictMath::expm1, Math::expm1)),
            Map.entry("log", new Pair(StrictMath::log, Math::log)),
            Map.entry("log10", new Pair(StrictMath::log10, Math::log10)),
            Map.entry("log1p", new Pair(StrictMath::log1p, Math::log1p)),
            Map.entry("sin", new Pair(StrictMath::sin, Math::sin)),
            Map.entry("cos", new Pair(StrictMath::cos, Math::cos)),
            Map.entry("tan", new Pair(StrictMath::tan, Math::tan)),
            Map.entry("asin", new Pair(StrictMath::asin, Math::asin)),
            Map.entry("acos", new Pair(StrictMath::acos, Math::acos)),
            Map.entry("atan", new Pair(StrictMath::atan, Math::atan)),
            Map.entry("sinh", new Pair(StrictMath::sinh, Math::sinh)),
            Map.entry("cosh", new Pair(StrictMath::cosh, Math::cosh)),
            Map.entry("tanh", new Pair(StrictMath::tanh, Math::tanh)),
            Map.entry("cbrt", new Pair(StrictMath::cbrt, Math::cbrt)),
            Map.entry("sigmoid", new Pair(x -> 1 / (1 + StrictMath.exp(-x)), x -> 1 / (1 + Math.exp(-x)))));

    @Override
    public void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        if (OperationKind.FUNCTION.has(operation.op()) && left.isFloating()) {
            examine(operation, left, right, found);
        }
    }

    private static void examine(Operation operation, Values left, Values right, Collector found) {
        double largest = 0;
        for (int i = 0; i < left.count(); i++) {
            if (left.differs(right, i)) {
                double a = left.numbers()[i];
                double b = right.numbers()[i];
                double unit = 2 * left.unitRoundoff() * Math.max(Math.abs(a), left.smallestNormal());
                largest = Math.max(largest, Math.abs(a - b) / unit);
            }
        }
        boolean close = largest <= CLOSE;
        String what = "%s: its results differ by %s units in the last place"
                .formatted(operation.place(), close ? "at most " + (int) Math.ceil(largest) : "many");
        found.add(Cause.LIBM, close ? Weight.FITS : Weight.SPEAKS_AGAINST, what);
        Pair pair = FUNCTIONS.get(operation.op().toLowerCase(Locale.ROOT).replaceFirst("_$", ""));
        if (close && pair != null && operation.leftInputs().size() == 1) {
            recompute(operation, pair, left, right, found);
        }
    }

    private static void recompute(Operation operation, Pair pair, Values left, Values right, Collector found) {
        Values input = operation.leftInputs().get(0);
        if (input.count() != left.count() || input.type() != left.type()) {
            return;
        }
        String ofLeft = implementation(pair, input, left);
        String ofRight = implementation(pair, input, right);
        if (ofLeft != null && ofRight != null && !ofLeft.equals(ofRight)) {
            found.add(
                    Cause.LIBM,
                    Weight.CONFIRMS,
                    "%s computed anew: one side has the bits of %s.%s, the other those of %s.%s"
                            .formatted(operation.place(), ofLeft, operation.op(), ofRight, operation.op()));
        } else if (ofLeft != null || ofRight != null) {
            found.add(
                    Cause.LIBM,
                    Weight.POINTS_TO,
                    "%s computed anew: one side has the bits of %s.%s, the other has not"
                            .formatted(operation.place(), ofLeft != null ? ofLeft : ofRight, operation.op()));
        }
    }

    /** Returns the implementation that gives exactly these outputs, null if neither does. */
    private static @Nullable String implementation(Pair pair, Values input, Values output) {
        if (gives(pair.strict(), input, output)) {
            return "StrictMath";
        }
        return gives(pair.intrinsic(), input, output) ? "Math" : null;
    }

    private static boolean gives(DoubleUnaryOperator function, Values input, Values output) {
        boolean narrow = output.type() == ElementType.F32;
        for (int i = 0; i < output.count(); i++) {
            double value = function.applyAsDouble(input.numbers()[i]);
            double rounded = narrow ? (double) (float) value : value;
            if (Double.doubleToLongBits(rounded) != Double.doubleToLongBits(output.numbers()[i])) {
                return false;
            }
        }
        return true;
    }
}
