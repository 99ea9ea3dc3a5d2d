package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.StructuralDifference;
import io.github.gradlock.harness.localise.StructuralDifference.Kind;
import io.github.gradlock.protocol.TraceStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What it means that the two sides do not execute the same operations. */
final class StructureRule implements Rule {
    @Override
    public void examine(Facts facts, Collector found) {
        Localisation localisation = facts.localisation();
        if (localisation == null || localisation.structure().isEmpty()) {
            return;
        }
        int rows = otherRows(localisation);
        if (rows > 0) {
            found.add(
                    Cause.BATCH_SIZE,
                    Weight.POINTS_TO,
                    "%d operations have another number of rows, and are the same otherwise".formatted(rows));
        }
        if (isRepeated(localisation.left(), localisation.right())
                || isRepeated(localisation.right(), localisation.left())) {
            found.add(Cause.BATCH_SIZE, Weight.POINTS_TO, "one side executes the same operations several times over");
        }
        StructuralDifference first = localisation.structure().get(0);
        if (localisation.structure().stream().allMatch(one -> one.kind() == Kind.REWIRED)) {
            found.add(Cause.DATA_ORDER, Weight.POINTS_TO, first.text());
            found.add(Cause.BUG, Weight.FITS, first.text());
        } else {
            found.add(Cause.AUTO_TUNING, Weight.FITS, "the sides execute other operations: " + first.text());
            found.add(Cause.BUG, Weight.FITS, "the sides execute other operations: " + first.text());
        }
    }

    /** Returns how many steps were changed in the first dimension of their outputs alone. */
    private static int otherRows(Localisation localisation) {
        int rows = 0;
        for (StructuralDifference one : localisation.structure()) {
            if (one.kind() == Kind.CHANGED) {
                List<TraceStep.Output> left =
                        localisation.left().get(one.left()).outputs();
                List<TraceStep.Output> right =
                        localisation.right().get(one.right()).outputs();
                rows += left.size() == right.size()
                                && !left.isEmpty()
                                && onlyRows(left.get(0).shape(), right.get(0).shape())
                        ? 1
                        : 0;
            }
        }
        return rows;
    }

    private static boolean onlyRows(List<Long> left, List<Long> right) {
        return left.size() == right.size()
                && !left.isEmpty()
                && !left.get(0).equals(right.get(0))
                && left.subList(1, left.size()).equals(right.subList(1, right.size()));
    }

    /** Every operation of the shorter trace is there, and half of its kinds or more come more often in the longer. */
    private static boolean isRepeated(List<TraceStep> shorter, List<TraceStep> longer) {
        Map<String, Integer> few = counts(shorter);
        Map<String, Integer> many = counts(longer);
        long more = few.entrySet().stream()
                .filter(one -> many.getOrDefault(one.getKey(), 0) >= 2 * one.getValue())
                .count();
        boolean all = few.entrySet().stream().allMatch(one -> many.getOrDefault(one.getKey(), 0) >= one.getValue());
        return !few.isEmpty() && all && longer.size() > shorter.size() && 2 * more >= few.size();
    }

    private static Map<String, Integer> counts(List<TraceStep> steps) {
        Map<String, Integer> counts = new HashMap<>();
        steps.stream()
                .filter(step -> !step.op().equals("input"))
                .forEach(step -> counts.merge(step.op() + " " + step.phase(), 1, Integer::sum));
        return counts;
    }
}
