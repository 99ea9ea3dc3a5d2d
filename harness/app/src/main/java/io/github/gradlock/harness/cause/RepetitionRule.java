package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
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
            found.add(Cause.AUTO_TUNING, Weight.SPEAKS_AGAINST, "each side gave one result in all its processes");
        }
        replays(facts, found);
    }

    private static void varying(Behaviour behaviour, Collector found) {
        int processes = behaviour.processes().size();
        int longest = behaviour.processes().stream().mapToInt(List::size).max().orElse(0);
        if (processes > 1 && behaviour.isSteadyWithinProcesses()) {
            perProcess(behaviour, found);
        } else if (behaviour.isFlip() && longest > 2) {
            String what = "%s changes once in a process, and stays so".formatted(behaviour.side());
            found.add(Cause.JIT, Weight.POINTS_TO, what);
            found.add(Cause.AUTO_TUNING, Weight.FITS, what);
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
            notRandom(what, found);
        } else if (processes > 1 && behaviour.isByIteration()) {
            String what = "%s: the n-th execution gives the same in every process, and not what the one before gave"
                    .formatted(behaviour.side());
            found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, what);
            found.add(Cause.STALE_MEMORY, Weight.FITS, "something is carried from one execution to the next");
            notRandom(what, found);
        } else {
            String what = "%s gave %d results in %d executions"
                    .formatted(behaviour.side(), behaviour.distinct(), behaviour.executions());
            found.add(Cause.RACE, Weight.FITS, what);
            found.add(Cause.RANDOM, Weight.FITS, what);
            found.add(Cause.HASH_ORDER, Weight.FITS, what);
        }
    }

    private static void perProcess(Behaviour behaviour, Collector found) {
        int processes = behaviour.processes().size();
        int distinct = behaviour.distinct();
        String what = "%s: each process agrees with itself, and %d processes gave %d results"
                .formatted(behaviour.side(), processes, distinct);
        found.add(Cause.HASH_ORDER, Weight.POINTS_TO, what);
        found.add(Cause.AUTO_TUNING, Weight.POINTS_TO, what);
        found.add(Cause.RANDOM, Weight.FITS, what);
        found.add(Cause.RACE, Weight.SPEAKS_AGAINST, what);
        boolean few = distinct == 2 && processes >= ENOUGH;
        found.add(
                few ? Cause.AUTO_TUNING : Cause.HASH_ORDER,
                Weight.FITS,
                few ? "there are no more than two results, as of two algorithms" : "there are many results");
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
