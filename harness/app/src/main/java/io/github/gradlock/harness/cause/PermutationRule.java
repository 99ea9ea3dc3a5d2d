package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether both sides have the same numbers in another order: in one operation, or over all inputs of one type and size. */
final class PermutationRule implements Rule, OutputRule {
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

        boolean haveSameNumbers() {
            Collections.sort(left);
            Collections.sort(right);
            return left.equals(right);
        }

        boolean areManyNumbers() {
            return new HashSet<>(left).size() >= ENOUGH;
        }
    }

    @Override
    public void examine(Facts facts, Collector found) {
        Map<String, Both> inputs = new TreeMap<>();
        for (Operation operation : facts.operations()) {
            Optional<DifferingOutput> output =
                    operation.isInput() ? DifferingOutput.of(operation) : Optional.<DifferingOutput>empty();
            output.ifPresent(one -> inputs.computeIfAbsent(
                            one.left().type() + " " + one.left().shape(), unseen -> new Both())
                    .add(one.left(), one.right()));
        }
        boolean same = inputs.values().stream().allMatch(Both::haveSameNumbers);
        if (same && inputs.values().stream().anyMatch(Both::areManyNumbers)) {
            String what = "the inputs that differ have the same numbers on both sides, in another order";
            add(facts, Weight.CONFIRMS, what, found);
            found.add(Cause.STALE_MEMORY, Weight.SPEAKS_AGAINST, what);
        }
    }

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        Operation operation = output.operation();
        Both both = new Both();
        both.add(output.left(), output.right());
        if (!operation.isInput()
                && !OperationKind.CHOICE.has(operation.op())
                && both.haveSameNumbers()
                && both.areManyNumbers()) {
            String what = "%s: both sides have the same %d numbers, in another order"
                    .formatted(operation.place(), output.left().count());
            add(facts, Weight.FITS, what, found);
        }
    }

    private static void add(Facts facts, Weight steady, String what, Collector found) {
        boolean varies = facts.varies();
        found.add(Cause.DATA_ORDER, varies ? Weight.POINTS_TO : steady, what);
        found.add(Cause.HASH_ORDER, varies ? Weight.POINTS_TO : Weight.FITS, what);
        found.add(Cause.RANDOM, Weight.FITS, what);
    }
}
