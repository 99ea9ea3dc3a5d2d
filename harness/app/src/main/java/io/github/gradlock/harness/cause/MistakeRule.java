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
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        Values left = output.left();
        Values right = output.right();
        if (!left.isFloating()) {
            return;
        }
        Optional<Definition> definition = output.definition();
        boolean leftRight = definition.filter(meaning -> meaning.isMetBy(left)).isPresent();
        boolean rightRight =
                definition.filter(meaning -> meaning.isMetBy(right)).isPresent();
        boolean oneIsRight = leftRight != rightRight;
        boolean noneIsRight = definition
                .filter(meaning -> meaning.isMissedWhere(output.differing(), left, right))
                .isPresent();
        Deviation deviation = output.deviation(!rightRight);
        if (leftRight && rightRight) {
            ofRounding(output.place() + ": both sides are what the operation means, within rounding", found);
        } else if (oneIsRight
                && definition
                        .filter(meaning -> meaning.isMissedBy(deviation.bad()))
                        .isEmpty()) {
            String what = ": one side is off by more roundings than algorithms are, and fewer than they can be";
            found.add(Cause.UNKNOWN, Weight.FITS, output.place() + what);
            found.add(Cause.BUG, Weight.FITS, output.place() + what);
        } else {
            bySize(facts, deviation, oneIsRight || noneIsRight, found);
            if (noneIsRight && facts.varies() && 4 * output.differing().size() < 3 * left.count()) {
                found.add(
                        Cause.STALE_MEMORY,
                        Weight.POINTS_TO,
                        output.place() + ": where the sides differ neither is right, and both are elsewhere, as of what"
                                + " nobody wrote");
            }
            ties(output, found);
            output.reduction()
                    .flatMap(sums -> new MissingTerm(output.operation(), sums).find())
                    .ifPresent(text -> found.add(Cause.BUG, Weight.CONFIRMS, text));
        }
    }

    /**
     * Says what the size of the difference allows.
     *
     * @param beyond whether some side is known to be off by more than any rounding
     */
    private static void bySize(Facts facts, Deviation deviation, boolean beyond, Collector found) {
        String place = deviation.operation().place();
        double scale = Math.max(deviation.good().scale(), deviation.bad().scale());
        double roundings = deviation.largest() / (deviation.good().unitRoundoff() * scale);
        if (!deviation.isFinite()) {
            String what = place + ": some results are no finite numbers on one side, or on both";
            beyondRounding(facts, deviation, what, found);
        } else if (deviation.largest() == 0) {
            found.add(Cause.UNKNOWN, Weight.FITS, place + ": the sides differ in the sign of zeros alone");
        } else if (!beyond && roundings <= FEW) {
            ofRounding(place + ": the difference is a few roundings of its largest result", found);
        } else if (beyond || roundings > MANY) {
            String what = beyond
                    ? "%s: some side is not what the operation means; they are %.3g of its largest result apart"
                    : "%s: the difference is %.3g of its largest result";
            beyondRounding(facts, deviation, what.formatted(place, deviation.largest() / scale), found);
        } else if (!facts.varies()) {
            found.add(Cause.BUG, Weight.FITS, place + ": the difference is more than rounding, and little more");
            found.add(Cause.UNKNOWN, Weight.FITS, place + ": the difference is more than rounding, and little more");
        }
    }

    private static void ofRounding(String what, Collector found) {
        OF_SIZE.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
    }

    private static void beyondRounding(Facts facts, Deviation deviation, String what, Collector found) {
        if (!deviation.operation().isInput()) {
            OF_ROUNDING.forEach(cause -> found.add(cause, Weight.SPEAKS_AGAINST, what));
        }
        String place = deviation.operation().place() + ": ";
        Optional<Leftovers.Found> leftover = leftover(facts, deviation);
        Optional<String> mistake = mistake(deviation);
        leftover.ifPresent(one -> found.add(Cause.STALE_MEMORY, one.weight(), place + one.text()));
        if (facts.varies()) {
            varying(deviation, what, mistake.isPresent() || leftover.isPresent(), found);
            mistake.ifPresent(text -> found.add(Cause.STALE_MEMORY, Weight.FITS, place + text));
            return;
        }
        boolean computed = !deviation.operation().isInput();
        if (computed) {
            found.add(Cause.BUG, Weight.FITS, what);
        }
        // What one side has too much looks left out on the other.
        boolean isLeft = leftover.filter(Leftovers.Found::recognised).isPresent();
        Weight weight = isLeft || !computed ? Weight.FITS : Weight.POINTS_TO;
        mistake.ifPresent(text -> found.add(Cause.BUG, weight, place + text));
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
            boolean unlike = deviation.differing().size() == deviation.count()
                    && 2 * deviation.largest() > deviation.good().scale();
            if (unlike) {
                found.add(
                        Cause.RANDOM,
                        Weight.FITS,
                        deviation.operation().place()
                                + ": no element is alike, and the difference is as large as the results, as of numbers"
                                + " that are drawn anew");
            }
        }
        if (deviation.isSparse()) {
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
        }
    }

    /** Where it is not known which side is wrong, either may be. */
    private static Optional<Leftovers.Found> leftover(Facts facts, Deviation deviation) {
        return leftovers(facts, deviation).or(() -> leftovers(facts, deviation.turned()));
    }

    private static Optional<Leftovers.Found> leftovers(Facts facts, Deviation deviation) {
        Operation operation = deviation.operation();
        boolean left = operation.leftOutputs().contains(deviation.bad());
        return new Leftovers(deviation, facts.earlier(operation, left)).find();
    }

    private static Optional<String> mistake(Deviation deviation) {
        return new Mistakes(deviation).find().or(() -> new Mistakes(deviation.turned()).find());
    }

    private static void ties(DifferingOutput output, Collector found) {
        if (new Ties(output).explain()) {
            boolean choice = OperationKind.CHOICE.has(output.operation().op());
            found.add(
                    Cause.BUG,
                    choice ? Weight.CONFIRMS : Weight.POINTS_TO,
                    output.place() + ": where inputs are equal, the sides choose another one of them");
        }
    }
}
