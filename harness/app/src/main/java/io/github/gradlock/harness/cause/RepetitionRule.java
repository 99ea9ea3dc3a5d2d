package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.List;

/** What comes of executing the same again, in one process and in others. */
final class RepetitionRule implements Rule {
    private static final List<Cause> ALWAYS_VARY = List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER);

    /** So many executions say something about what varies. */
    private static final int ENOUGH = 4;

    @Override
    public void examine(Facts facts, Collector found) {
        boolean steady = !facts.behaviours().isEmpty();
        for (Behaviour behaviour : facts.behaviours()) {
            steady &= behaviour.isSteady()
                    && behaviour.executions() >= ENOUGH
                    && behaviour.processes().size() > 1;
            if (!behaviour.isSteady()) {
                varying(behaviour, found);
            }
        }
        if (steady && !facts.varies()) {
            for (Cause cause : ALWAYS_VARY) {
                found.add(cause, Weight.SPEAKS_AGAINST, "each side gave one result in all its executions");
            }
        }
        replays(facts, found);
    }

    private static void varying(Behaviour behaviour, Collector found) {
        RepetitionPattern pattern = behaviour.pattern();
        String what = behaviour.side() + ": " + pattern.order();
        switch (pattern.kind()) {
            case WARM_UP_FLIP -> {
                found.add(Cause.JIT, Weight.POINTS_TO, what);
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
                found.add(Cause.STALE_MEMORY, Weight.FITS, what);
                notRandom(what, found);
            }
            case PER_ITERATION -> {
                found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, what);
                notRandom(what, found);
            }
            case PER_PROCESS -> perProcess(pattern, what, found);
            case OBSERVER -> found.add(Cause.BUG, Weight.FITS, what);
            default -> {
                ALWAYS_VARY.forEach(cause -> found.add(cause, Weight.FITS, what));
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
            }
        }
        if (!pattern.isCertain()
                && pattern.possible().contains(RepetitionPattern.Kind.PER_ITERATION)
                && pattern.kind() != RepetitionPattern.Kind.PER_ITERATION) {
            found.add(Cause.STALE_MEMORY, Weight.FITS, what + "; it may be state that is carried over");
        }
    }

    private static void perProcess(RepetitionPattern pattern, String what, Collector found) {
        found.add(Cause.HASH_ORDER, Weight.POINTS_TO, what);
        found.add(Cause.AUTO_TUNING, Weight.FITS, what);
        found.add(Cause.RANDOM, Weight.FITS, what);
        found.add(Cause.RACE, Weight.SPEAKS_AGAINST, what);
        if (pattern.distinct() == 2 && pattern.processes() >= ENOUGH) {
            found.add(Cause.AUTO_TUNING, Weight.POINTS_TO, "there are no more than two results, as of two algorithms");
        }
    }

    private static void notRandom(String what, Collector found) {
        for (Cause cause : ALWAYS_VARY) {
            found.add(cause, Weight.SPEAKS_AGAINST, what);
        }
    }

    private static void replays(Facts facts, Collector found) {
        for (Operation operation : facts.operations()) {
            Operation.Replayed replay = operation.replay();
            if (replay != null && Boolean.FALSE.equals(replay.repeats())) {
                String what = operation.place() + " gave other bits when it was executed again on its own inputs";
                for (Cause cause : List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER, Cause.STALE_MEMORY)) {
                    found.add(cause, Weight.FITS, what);
                }
            }
        }
    }
}
