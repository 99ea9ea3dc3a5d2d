package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.List;
import java.util.Optional;

/** How large the difference is beside what rounding explains, which side is wrong, and whether it has the shape of a known mistake. */
final class MistakeRule implements OutputRule {
    private static final List<Cause> OF_ROUNDING = List.of(
            Cause.LIBM,
            Cause.FMA,
            Cause.VECTOR_WIDTH,
            Cause.THREADS,
            Cause.HASH_ORDER,
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
        Optional<Definition> definition = Definition.of(operation);
        boolean leftRight = definition.isPresent() && definition.get().isMetBy(left);
        boolean rightRight = definition.isPresent() && definition.get().isMetBy(right);
        if (leftRight && rightRight) {
            ofRounding(operation.place() + ": both sides are what the operation means, within rounding", found);
            return;
        }
        boolean oneIsRight = leftRight || rightRight;
        Deviation deviation = Deviation.of(operation, rightRight ? right : left, rightRight ? left : right);
        double scale = Math.max(left.scale(), right.scale());
        double roundings = deviation.largest() / (left.unitRoundoff() * scale);
        if (!oneIsRight && roundings <= FEW) {
            ofRounding(operation.place() + ": the difference is a few roundings of its largest result", found);
        } else if (oneIsRight || roundings > MANY || !deviation.isFinite()) {
            String what = oneIsRight
                    ? "%s: one side is what the operation means, the other is off by %.3g of its largest result"
                    : "%s: the difference is %.3g of its largest result";
            beyondRounding(facts, deviation, what.formatted(operation.place(), deviation.largest() / scale), found);
        } else if (!facts.varies()) {
            String what = operation.place() + ": the difference is more than rounding, and little more";
            found.add(Cause.UNKNOWN, Weight.FITS, what);
            found.add(Cause.BUG, Weight.FITS, what);
        }
        ties(operation, left, right, found);
        Reduction.of(operation)
                .flatMap(sums -> new MissingTerm(operation, sums).find())
                .ifPresent(text -> found.add(Cause.BUG, Weight.CONFIRMS, text));
    }

    private static void ofRounding(String what, Collector found) {
        OF_SIZE.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
    }

    private static void beyondRounding(Facts facts, Deviation deviation, String what, Collector found) {
        if (!deviation.operation().isInput()) {
            OF_ROUNDING.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
        }
        String place = deviation.operation().place() + ": ";
        Optional<String> leftover = leftover(facts, deviation);
        Optional<String> mistake = mistake(deviation);
        leftover.ifPresent(text -> found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, place + text));
        if (facts.varies()) {
            varying(deviation, what, mistake.isPresent() || leftover.isPresent(), found);
            mistake.ifPresent(text -> found.add(Cause.STALE_MEMORY, Weight.FITS, place + text));
            return;
        }
        found.add(Cause.BUG, Weight.FITS, what);
        mistake.ifPresent(text -> found.add(Cause.BUG, Weight.POINTS_TO, place + text));
        if (mistake.isEmpty() && leftover.isEmpty()) {
            found.add(Cause.UNKNOWN, Weight.FITS, place + "the difference has the shape of no known mistake");
            if (deviation.isSparse() || !deviation.isFinite()) {
                found.add(
                        Cause.STALE_MEMORY, Weight.FITS, place + "few elements are wrong, and nothing tells why these");
            }
        }
    }

    /** What varies by more than rounding: drawn by lot, or left over, if it is not a number for all elements. */
    private static void varying(Deviation deviation, String what, boolean explained, Collector found) {
        if (new MissingFactor(deviation).constant() != null) {
            String constant = deviation.operation().place() + ": one side is the other times a constant";
            for (Cause cause : List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER, Cause.STALE_MEMORY)) {
                found.add(cause, Weight.SPEAKS_AGAINST, constant);
            }
            found.add(Cause.UNKNOWN, Weight.FITS, constant);
        } else if (!explained) {
            found.add(Cause.RANDOM, Weight.FITS, what);
            found.add(Cause.RACE, Weight.FITS, what);
        }
        if (deviation.isSparse()) {
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
        }
    }

    /** Where it is not known which side is wrong, either may be. */
    private static Optional<String> leftover(Facts facts, Deviation deviation) {
        return new Leftovers(deviation, facts.traced())
                .find()
                .or(() -> new Leftovers(turned(deviation), facts.traced()).find());
    }

    private static Optional<String> mistake(Deviation deviation) {
        return new Mistakes(deviation).find().or(() -> new Mistakes(turned(deviation)).find());
    }

    private static Deviation turned(Deviation deviation) {
        return new Deviation(deviation.operation(), deviation.bad(), deviation.good(), deviation.differing());
    }

    private static void ties(Operation operation, Values left, Values right, Collector found) {
        if (new Ties(operation, left, right).explain()) {
            found.add(
                    Cause.BUG,
                    Weight.CONFIRMS,
                    operation.place() + ": where inputs are equal, the sides choose another one of them");
        }
    }
}
