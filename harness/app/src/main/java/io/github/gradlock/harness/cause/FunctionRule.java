package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whose elementary function it is: computes it anew on the captured inputs, with StrictMath and with Math. */
final class FunctionRule implements OutputRule {
    /** What two good implementations differ by at most, in units in the last place. */
    private static final double CLOSE = 4;

    /** A function in the two implementations of the JDK that explains; what others have is told apart from them, and not named. */
    private record Pair(DoubleUnaryOperator strict, DoubleUnaryOperator intrinsic) {
        static @Nullable Pair of(String op) {
            DoubleUnaryOperator intrinsic = INTRINSIC.get(OpName.of(op));
            DoubleUnaryOperator strict = Functions.strict(op);
            if (OpName.of(op).equals("sigmoid")) {
                strict = x -> 1 / (1 + StrictMath.exp(-x));
            }
            return intrinsic == null || strict == null ? null : new Pair(strict, intrinsic);
        }
    }

    private static final Map<String, DoubleUnaryOperator> INTRINSIC = Map.ofEntries(
            Map.entry("exp", Math::exp),
            Map.entry("expm1", Math::expm1),
            Map.entry("log", Math::log),
            Map.entry("log10", Math::log10),
            Map.entry("log1p", Math::log1p),
            Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos),
            Map.entry("tan", Math::tan),
            Map.entry("asin", Math::asin),
            Map.entry("acos", Math::acos),
            Map.entry("atan", Math::atan),
            Map.entry("sinh", Math::sinh),
            Map.entry("cosh", Math::cosh),
            Map.entry("tanh", Math::tanh),
            Map.entry("cbrt", Math::cbrt),
            Map.entry("sigmoid", x -> 1 / (1 + Math.exp(-x))));

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        Operation operation = output.operation();
        if (OperationKind.FUNCTION.has(operation.op()) && output.left().isFloating()) {
            examine(operation, output.left(), output.right(), found);
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
        boolean pure = !OperationKind.SUM.has(operation.op())
                && OpName.of(operation.op()).equals(OpName.forward(operation.op()))
                && !operation.op().contains("loss")
                && !operation.op().contains("entropy");
        found.add(Cause.LIBM, close ? pure ? Weight.POINTS_TO : Weight.FITS : Weight.SPEAKS_AGAINST, what);
        Pair pair = Pair.of(operation.op());
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
                    "%s computed anew: one side has the bits of %s, the other those of %s, of JDK %s"
                            .formatted(
                                    operation.place(),
                                    ofLeft,
                                    ofRight,
                                    System.getProperty("java.specification.version")));
        } else if (ofLeft != null || ofRight != null) {
            found.add(
                    Cause.LIBM,
                    Weight.POINTS_TO,
                    "%s computed anew: one side has the bits of %s of JDK %s, the other has not"
                            .formatted(
                                    operation.place(),
                                    ofLeft != null ? ofLeft : ofRight,
                                    System.getProperty("java.specification.version")));
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
        Arithmetic arithmetic = Arithmetic.of(output.type());
        for (int i = 0; i < output.count(); i++) {
            double rounded = arithmetic.round(function.applyAsDouble(input.numbers()[i]));
            if (Double.doubleToLongBits(rounded) != Double.doubleToLongBits(output.numbers()[i])) {
                return false;
            }
        }
        return true;
    }
}
