package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Whether both sides have the same numbers in another order. */
final class OrderRule implements OutputRule {
    @Override
    public void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        if (!OperationKind.CHOICE.has(operation.op()) && isPermuted(left, right)) {
            String what = "%s: both sides have the same %d numbers, in another order"
                    .formatted(operation.place(), left.count());
            boolean steady = !facts.varies();
            found.add(Cause.DATA_ORDER, steady && operation.isInput() ? Weight.CONFIRMS : Weight.POINTS_TO, what);
            found.add(Cause.HASH_ORDER, steady ? Weight.FITS : Weight.POINTS_TO, what);
            found.add(Cause.RANDOM, Weight.FITS, what);
        }
    }

    /** Two equal numbers would fit anything. */
    private static boolean isPermuted(Values left, Values right) {
        long[] sorted = left.bits().clone();
        long[] other = right.bits().clone();
        Arrays.sort(sorted);
        Arrays.sort(other);
        Set<Long> distinct = new HashSet<>();
        for (long bits : sorted) {
            distinct.add(bits);
        }
        return Arrays.equals(sorted, other) && distinct.size() > 2;
    }
}
