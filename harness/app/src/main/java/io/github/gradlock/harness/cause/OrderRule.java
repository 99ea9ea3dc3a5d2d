package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether both sides have the same numbers in another order: in one operation, or over all inputs of one type and size. */
final class OrderRule implements Rule {
    /** Two equal numbers would fit anything. */
    private static final int ENOUGH = 3;

    /** The elements of one side and the other. */
    private record Both(List<Long> left, List<Long> right) {
        Both() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Values ofLeft, Values ofRight) {
            for (long bits : ofLeft.bits()) {
                left.add(bits);
            }
            for (long bits : ofRight.bits()) {
                right.add(bits);
            }
        }

        boolean isPermuted() {
            Collections.sort(left);
            Collections.sort(right);
            return left.equals(right) && new HashSet<>(left).size() >= ENOUGH;
        }
    }

    @Override
    public void examine(Facts facts, Collector found) {
        Map<String, Both> inputs = new TreeMap<>();
        for (Operation operation : facts.operations()) {
            int output = operation.differingOutput();
            if (output >= 0) {
                Values left = operation.leftOutputs().get(output);
                Values right = operation.rightOutputs().get(output);
                if (operation.isInput()) {
                    inputs.computeIfAbsent(left.type() + " " + left.shape(), unseen -> new Both())
                            .add(left, right);
                } else {
                    examine(facts, operation, left, right, found);
                }
            }
        }
        long permuted = inputs.values().stream().filter(Both::isPermuted).count();
        if (permuted > 0 && permuted == inputs.size()) {
            String what = "the inputs that differ have the same numbers on both sides, in another order";
            boolean steady = !facts.varies();
            found.add(Cause.DATA_ORDER, steady ? Weight.CONFIRMS : Weight.POINTS_TO, what);
            found.add(Cause.HASH_ORDER, steady ? Weight.FITS : Weight.POINTS_TO, what);
            found.add(Cause.RANDOM, Weight.FITS, what);
        }
    }

    private static void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        Both both = new Both();
        both.add(left, right);
        if (!OperationKind.CHOICE.has(operation.op()) && both.isPermuted()) {
            String what = "%s: both sides have the same %d numbers, in another order"
                    .formatted(operation.place(), left.count());
            boolean steady = !facts.varies();
            found.add(Cause.DATA_ORDER, steady ? Weight.FITS : Weight.POINTS_TO, what);
            found.add(Cause.HASH_ORDER, steady ? Weight.FITS : Weight.POINTS_TO, what);
            found.add(Cause.RANDOM, Weight.FITS, what);
        }
    }
}
