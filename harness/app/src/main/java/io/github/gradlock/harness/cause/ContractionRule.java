package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.protocol.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether one side rounds a product before it adds it, element by element, and the other does not. */
final class ContractionRule implements OutputRule {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    /** A number for each element: an input, or one number for all. */
    private record Operand(double[] numbers) {
        double at(int index) {
            return numbers[numbers.length == 1 ? 0 : index];
        }
    }

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        Values left = output.left();
        if (left.isOrdinary() && isContracted(operands(output.operation(), left), left, output.right())) {
            found.add(
                    Cause.FMA,
                    Weight.CONFIRMS,
                    output.place() + " computed anew: one side is a·b + c rounded once, the other rounded twice");
        }
    }

    private static List<Operand> operands(Operation operation, Values output) {
        List<Operand> operands = new ArrayList<>();
        for (Values input : operation.leftInputs()) {
            if (input.type() == output.type() && (input.count() == output.count() || input.count() == 1)) {
                operands.add(new Operand(input.numbers()));
            }
        }
        for (String text : operation.attributes().values()) {
            Matcher number = NUMBER.matcher(text);
            if (number.matches() && operands.size() < 6) {
                double constant = Double.parseDouble(text);
                operands.add(
                        new Operand(new double[] {output.type() == ElementType.F32 ? (float) constant : constant}));
            }
        }
        return operands;
    }

    private static boolean isContracted(List<Operand> operands, Values left, Values right) {
        for (Operand a : operands) {
            for (Operand b : operands) {
                for (Operand c : operands) {
                    for (int sign = 0; sign < 4; sign++) {
                        double ofProduct = (sign & 1) == 0 ? 1 : -1;
                        double ofTerm = (sign & 2) == 0 ? 1 : -1;
                        if (gives(a, b, c, ofProduct, ofTerm, left, right)
                                || gives(a, b, c, ofProduct, ofTerm, right, left)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static boolean gives(
            Operand a, Operand b, Operand c, double ofProduct, double ofTerm, Values fused, Values rounded) {
        boolean narrow = fused.type() == ElementType.F32;
        for (int i = 0; i < fused.count(); i++) {
            double x = ofProduct * a.at(i);
            double y = b.at(i);
            double z = ofTerm * c.at(i);
            double once = narrow ? Math.fma((float) x, (float) y, (float) z) : Math.fma(x, y, z);
            double twice = narrow ? (float) ((float) (x * y) + z) : x * y + z;
            if (once != fused.numbers()[i] || twice != rounded.numbers()[i]) {
                return false;
            }
        }
        return true;
    }
}
