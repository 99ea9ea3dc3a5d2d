package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.List;
import java.util.Optional;

/** How large the difference is beside what rounding explains, and whether it has the shape of a known mistake. */
final class MistakeRule implements OutputRule {
    private static final List<Cause> OF_ROUNDING = List.of(
            Cause.LIBM,
            Cause.FMA,
            Cause.VECTOR_WIDTH,
            Cause.THREADS,
            Cause.HASH_ORDER,
            Cause.DATA_ORDER,
            Cause.BATCH_SIZE,
            Cause.JIT,
            Cause.AUTO_TUNING);

    private static final List<Cause> OF_SIZE =
            List.of(Cause.BUG, Cause.RANDOM, Cause.STALE_MEMORY, Cause.TEXT, Cause.REDUCED_PRECISION);

    /** Roundings of the largest result: what is below is rounding, what is far above is not. */
    private static final double FEW = 16;

    private static final double MANY = 4096;

    @Override
    public void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        if (!left.isFloating()) {
            return;
        }
        Optional<Reduction> sums = operation.isInput() ? Optional.empty() : Reduction.of(operation);
        if (sums.isPresent()) {
            sizeOfSum(facts, operation, sums.get(), found);
            new MissingTerm(operation, sums.get())
                    .find()
                    .ifPresent(text -> found.add(Cause.BUG, Weight.CONFIRMS, text));
        } else {
            size(facts, operation, left, right, found);
        }
        shape(facts, operation, left, right, found);
    }

    private static void sizeOfSum(Facts facts, Operation operation, Reduction sums, Collector found) {
        double left = sums.error(operation.leftOutputs().get(0));
        double right = sums.error(operation.rightOutputs().get(0));
        if (Math.max(left, right) <= sums.bound()) {
            ofRounding(operation.place() + ": no more than rounding in another order explains", found);
        } else {
            String what = "%s: a side is %.3g roundings off the exact sum; an order explains at most %.0f"
                    .formatted(operation.place(), Math.max(left, right), sums.bound());
            beyondRounding(facts, what, found);
            if (Math.min(left, right) <= sums.bound() && !facts.varies()) {
                found.add(Cause.BUG, Weight.FITS, "one side is the sum of the captured terms, the other is not");
            }
            if (facts.varies()) {
                found.add(Cause.RACE, Weight.FITS, "updates are lost, as by threads that write to one place");
            }
        }
    }

    private static void size(Facts facts, Operation operation, Values left, Values right, Collector found) {
        double largest = 0;
        for (int i = 0; i < left.count(); i++) {
            double difference = left.differs(right, i) ? Math.abs(left.numbers()[i] - right.numbers()[i]) : 0;
            largest = difference > largest ? difference : largest;
        }
        double scale = Math.max(left.scale(), right.scale());
        double roundings = largest / (left.unitRoundoff() * scale);
        if (roundings <= FEW) {
            ofRounding(operation.place() + ": the difference is a few roundings of its largest result", found);
        } else if (roundings > MANY) {
            beyondRounding(
                    facts,
                    "%s: the difference is %.3g of its largest result".formatted(operation.place(), largest / scale),
                    found);
        }
    }

    private static void ofRounding(String what, Collector found) {
        OF_SIZE.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
    }

    private static void beyondRounding(Facts facts, String what, Collector found) {
        OF_ROUNDING.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
        found.add(facts.varies() ? Cause.RANDOM : Cause.BUG, Weight.FITS, what);
        found.add(Cause.STALE_MEMORY, Weight.FITS, what);
    }

    private static void shape(Facts facts, Operation operation, Values left, Values right, Collector found) {
        double factor = factor(left, right);
        if (factor == 2 || factor == 0.5) {
            String what = operation.place() + ": one side is twice the other, as if it had been added twice";
            found.add(Cause.BUG, Weight.POINTS_TO, what);
            found.add(Cause.STALE_MEMORY, facts.varies() ? Weight.POINTS_TO : Weight.FITS, what);
        } else if (factor == -1) {
            found.add(Cause.BUG, Weight.POINTS_TO, operation.place() + ": the sides differ in their sign alone");
        } else if (Double.isFinite(factor)) {
            String what = operation.place() + ": one side is the other times a constant";
            found.add(Cause.BUG, Weight.FITS, what);
            for (Cause cause : List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER, Cause.STALE_MEMORY)) {
                found.add(cause, Weight.SPEAKS_AGAINST, what);
            }
        }
        if (isShifted(left, right, 1) || isShifted(left, right, -1)) {
            found.add(Cause.BUG, Weight.POINTS_TO, operation.place() + ": one side is the other, shifted by one");
        }
        Ties ties = new Ties(operation, left, right);
        if (ties.explain()) {
            found.add(
                    Cause.BUG,
                    Weight.CONFIRMS,
                    operation.place() + ": where inputs are equal, the sides choose another one of them");
        }
    }

    /** Returns what every differing element of the right is a multiple of, NaN if there is no such number. */
    private static double factor(Values left, Values right) {
        double factor = Double.NaN;
        int differing = 0;
        for (int i = 0; i < left.count(); i++) {
            if (left.differs(right, i)) {
                double ratio = right.numbers()[i] / left.numbers()[i];
                differing++;
                if (Double.isNaN(factor)) {
                    factor = ratio;
                } else if (!(Math.abs(ratio / factor - 1) <= 8 * left.unitRoundoff())) {
                    return Double.NaN;
                }
            } else if (left.numbers()[i] != 0) {
                return Double.NaN;
            }
        }
        boolean near = Math.abs(factor - 1) <= 64 * left.unitRoundoff();
        return differing < 2 || near ? Double.NaN : factor;
    }

    private static boolean isShifted(Values left, Values right, int by) {
        int matching = 0;
        for (int i = Math.max(0, -by); i < left.count() - Math.max(0, by); i++) {
            if (left.bits()[i + by] != right.bits()[i]) {
                return false;
            }
            matching += left.differs(right, i) ? 1 : 0;
        }
        return matching > 2;
    }
}
