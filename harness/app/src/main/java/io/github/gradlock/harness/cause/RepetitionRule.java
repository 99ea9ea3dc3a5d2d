package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.ArrayList;
import java.util.List;

/** What comes of executing the same again, in one process and in others. */
final class RepetitionRule implements Rule {
    private static final List<Cause> ALWAYS_VARY = List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER);

    private static final List<Cause> OF_THE_ENVIRONMENT = List.of(
            Cause.LIBM,
            Cause.VECTOR_WIDTH,
            Cause.FMA,
            Cause.THREADS,
            Cause.FLUSH_TO_ZERO,
            Cause.REDUCED_PRECISION,
            Cause.BATCH_SIZE,
            Cause.TEXT,
            Cause.DATA_ORDER,
            Cause.BUG);

    /** So many executions say something about what varies. */
    private static final int ENOUGH = 4;

    /** Results that come so often each are few. */
    private static final int FEW = 3;

    @Override
    public void examine(Facts facts, Collector found) {
        boolean steady = !facts.behaviours().isEmpty();
        List<Collector> sides = new ArrayList<>();
        for (Behaviour behaviour : facts.behaviours()) {
            steady &= behaviour.isSteady()
                    && behaviour.executions() >= ENOUGH
                    && behaviour.processes().size() > 1;
            if (!behaviour.isSteady()) {
                Collector own = new Collector();
                varying(facts, behaviour, own);
                sides.add(own);
            }
        }
        // That both sides vary in the same way does not say it twice.
        found.addStrongest(sides);
        if (steady && !facts.varies()) {
            for (Cause cause : List.of(Cause.RACE, Cause.RANDOM)) {
                found.add(cause, Weight.SPEAKS_AGAINST, "each side gave one result in all its executions");
            }
        }
        replays(facts, found);
    }

    private static void varying(Facts facts, Behaviour behaviour, Collector found) {
        RepetitionPattern pattern = behaviour.pattern();
        String what = behaviour.side() + ": " + pattern.order();
        for (Cause cause : OF_THE_ENVIRONMENT) {
            // Data that are shuffled by a seed come in an order of their own each time.
            if (cause != Cause.DATA_ORDER || pattern.kind() != RepetitionPattern.Kind.PER_ITERATION) {
                found.add(cause, Weight.SPEAKS_AGAINST, "it varies although nothing of the environment changes");
            }
        }
        switch (behaviour.compiler()) {
            case NONE -> found.add(Cause.JIT, Weight.REFUTES, behaviour.side() + " varies, and has no compiler");
            case ITS_OWN ->
                found.add(
                        Cause.JIT,
                        Weight.SPEAKS_AGAINST,
                        behaviour.side() + " is no JVM: compilers that work as it runs are its program's own affair");
            case JVM -> {}
        }
        if (pattern.kind() != RepetitionPattern.Kind.OBSERVER
                && pattern.possible().contains(RepetitionPattern.Kind.OBSERVER)) {
            found.add(Cause.TRACING, Weight.FITS, what + "; it may be the traced execution alone that differs");
        }
        switch (pattern.kind()) {
            case WARM_UP_FLIP -> {
                boolean compiles = behaviour.compiler() == Behaviour.Compiler.JVM;
                found.add(Cause.JIT, pattern.isSettled() && compiles ? Weight.POINTS_TO : Weight.FITS, what);
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
                found.add(Cause.STALE_MEMORY, Weight.FITS, what);
                notRandom(pattern, what, found);
            }
            case PER_ITERATION -> {
                found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, what);
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
                notRandom(pattern, what, found);
            }
            case PER_PROCESS -> perProcess(facts, behaviour, what, found);
            case OBSERVER -> found.add(Cause.TRACING, Weight.POINTS_TO, what);
            default -> {
                ALWAYS_VARY.forEach(cause -> found.add(cause, Weight.FITS, what));
                recurring(pattern, found);
            }
        }
        if (!pattern.isCertain()
                && pattern.possible().contains(RepetitionPattern.Kind.PER_ITERATION)
                && pattern.kind() != RepetitionPattern.Kind.PER_ITERATION) {
            found.add(Cause.STALE_MEMORY, Weight.FITS, what + "; it may be state that is carried over");
        }
    }

    /** Random numbers do not give the same twice; threads rarely, and a choice among a few algorithms often. */
    private static void recurring(RepetitionPattern pattern, Collector found) {
        boolean few = pattern.distinct() > 1 && 2 * pattern.distinct() <= pattern.executions();
        if (few && pattern.kind() == RepetitionPattern.Kind.PER_EXECUTION) {
            found.add(
                    Cause.AUTO_TUNING,
                    Weight.FITS,
                    "%d results come again and again in %d executions, as of as many algorithms"
                            .formatted(pattern.distinct(), pattern.executions()));
            found.add(Cause.RANDOM, Weight.SPEAKS_AGAINST, "the same few results come again and again");
        }
    }

    private static void perProcess(Facts facts, Behaviour behaviour, String what, Collector found) {
        found.add(Cause.HASH_ORDER, Weight.FITS, what);
        found.add(Cause.RANDOM, Weight.FITS, what);
        found.add(Cause.AUTO_TUNING, Weight.FITS, what);
        found.add(Cause.RACE, Weight.SPEAKS_AGAINST, what);
        for (Behaviour many : facts.processes()) {
            if (many.side().equals(behaviour.side())) {
                String of = "%d results in %d processes".formatted(many.distinct(), many.executions());
                if (FEW * many.distinct() <= many.executions()) {
                    found.add(Cause.AUTO_TUNING, Weight.POINTS_TO, of + ", as of a choice among so few");
                } else if (2 * many.distinct() > many.executions()) {
                    if (facts.outputs().stream().noneMatch(RepetitionRule::isOfAlgorithm)) {
                        found.add(Cause.HASH_ORDER, Weight.FITS, of);
                    }
                    found.add(Cause.RANDOM, Weight.FITS, of);
                }
            }
        }
    }

    /** Convolutions, and products whose order of adding is not known, are what algorithms are chosen for, and rarely walked by tables. */
    private static boolean isOfAlgorithm(DifferingOutput output) {
        String op = output.operation().op();
        return OperationKind.PRODUCT.has(op) && (output.reduction().isEmpty() || OperationKind.CONVOLUTION.has(op));
    }

    /** An order speaks against what has none, unless the executions are so few that they may have it by chance. */
    private static void notRandom(RepetitionPattern pattern, String what, Collector found) {
        boolean byChance = pattern.possible().contains(RepetitionPattern.Kind.PER_EXECUTION)
                || pattern.possible().contains(RepetitionPattern.Kind.RARE);
        for (Cause cause : ALWAYS_VARY) {
            found.add(
                    cause,
                    byChance ? Weight.FITS : Weight.SPEAKS_AGAINST,
                    byChance ? what + "; so few executions may be in order by chance" : what);
        }
    }

    private static void replays(Facts facts, Collector found) {
        facts.operations().stream()
                .filter(operation -> operation.replay() != null
                        && Boolean.FALSE.equals(operation.replay().repeats()))
                .findFirst()
                .ifPresent(operation -> {
                    String what = operation.place() + " gave other bits when it was executed again on its own inputs";
                    for (Cause cause : List.of(Cause.RACE, Cause.RANDOM, Cause.HASH_ORDER, Cause.STALE_MEMORY)) {
                        found.add(cause, Weight.FITS, what);
                    }
                });
    }
}
