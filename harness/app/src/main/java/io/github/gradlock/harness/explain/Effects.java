package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.explain.Experiments.Changed;
import io.github.gradlock.harness.explain.Explainer.GatheredRuns;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a case when one thing was changed.
 *
 * @param left the first side
 * @param right the second
 * @param result of the comparison
 * @param runs what was run
 * @param processes how each side behaved in many of them, where that was tried
 */
record Effects(Side left, Side right, CaseResult result, GatheredRuns runs, List<Behaviour> processes) {
    /** What is more likely than this to happen by chance, to one of all the changes that are tried, is no evidence. */
    private static final double BY_CHANCE = 0.02;

    /**
     * Returns the effects.
     *
     * @param again whether the sides differed again when the case was run again
     */
    List<FactorEffect> find(boolean again) throws IOException {
        List<FactorEffect> effects = new ArrayList<>();
        Bundle ofLeft = runs.leftBase;
        Bundle ofRight = runs.rightBase;
        if (ofLeft == null) {
            recorded().ifPresent(effects::add);
            return effects;
        }
        if (ofRight != null && isSteady(left, ofLeft, 1) && isSteady(right, ofRight, 1)) {
            if (runs.differing.size() == 1 && Behaviours.differ(ofLeft, ofRight, result.id())) {
                runs.differing.forEach(
                        (factor, text) -> effects.add(new FactorEffect(factor, text, left.name(), Effect.AS_OTHER)));
            }
            if (!again) {
                alone(ofLeft).ifPresent(effects::add);
            }
        }
        for (Changed change : runs.leftChanges) {
            of(change, left, ofLeft, ofRight).ifPresent(effects::add);
        }
        for (Changed change : runs.rightChanges) {
            of(change, right, ofRight, ofLeft).ifPresent(effects::add);
        }
        return effects;
    }

    /** Nothing was run: what the bundles themselves show. */
    private Optional<FactorEffect> recorded() throws IOException {
        boolean steady = !result.differences().isEmpty()
                && isSteady(left, left.bundle(), 2)
                && isSteady(right, right.bundle(), 2);
        return steady
                ? ManifestDifference.onlyFactor(
                                left.bundle().manifest(), right.bundle().manifest())
                        .map(factor -> new FactorEffect(factor.getKey(), factor.getValue(), left.name(), Effect.APART))
                : Optional.empty();
    }

    private boolean isSteady(Side side, Bundle base, int processes) throws IOException {
        return Behaviours.of(side.name(), base, result.id())
                .filter(behaviour ->
                        behaviour.isSteady() && behaviour.processes().size() >= processes)
                .isPresent();
    }

    /** The results that differed are the same when the case is run without most of the others, or by itself. */
    private Optional<FactorEffect> alone(Bundle base) {
        int before = left.bundle().manifest().counts().cases();
        int now = base.manifest().counts().cases();
        String text = now == 1 ? "run by itself" : "run with %d of %d cases".formatted(now, before);
        return !result.differences().isEmpty() && now < before
                ? Optional.of(new FactorEffect(FactorEffect.ALONE, text, left.name(), Effect.AS_OTHER))
                : Optional.empty();
    }

    private Optional<FactorEffect> of(Changed change, Side side, @Nullable Bundle base, @Nullable Bundle other)
            throws IOException {
        Optional<Behaviour> before = base == null ? Optional.empty() : Behaviours.of(side.name(), base, result.id());
        Optional<Behaviour> after = Behaviours.of(side.name(), change.bundle(), result.id());
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        Optional<Behaviour> others = other == null ? Optional.empty() : Behaviours.of("", other, result.id());
        return effect(before.get(), after.get(), others.map(Effects::value).orElse(""))
                .map(effect -> new FactorEffect(change.factor(), change.text(), side.name(), effect));
    }

    private Optional<Effect> effect(Behaviour before, Behaviour after, String others) {
        if (!before.isSteady() && after.isSteady()) {
            int tried = runs.leftChanges.size() + runs.rightChanges.size();
            return chance(before, after) * tried > BY_CHANCE ? Optional.empty() : Optional.of(Effect.STEADY);
        }
        if (!before.isSteady() || !after.isSteady()) {
            return Optional.of(Effect.VARIES);
        }
        String is = value(after);
        return Optional.of(is.equals(value(before)) ? Effect.NONE : is.equals(others) ? Effect.AS_OTHER : Effect.MOVED);
    }

    /** Returns how likely what varies looks steady by chance in so many processes, or executions if it varies within them. */
    private double chance(Behaviour before, Behaviour after) {
        RepetitionPattern.Kind kind = before.pattern().kind();
        if (kind == RepetitionPattern.Kind.WARM_UP_FLIP || kind == RepetitionPattern.Kind.PER_ITERATION) {
            // How likely a process shows nothing, by Laplace's rule of succession.
            long steady = before.processes().stream()
                    .filter(process -> process.stream().distinct().count() < 2)
                    .count();
            double one = (steady + 1.0) / (before.processes().size() + 2);
            return Math.pow(one, after.processes().size());
        }
        boolean byProcess = kind == RepetitionPattern.Kind.PER_PROCESS;
        Behaviour known = before;
        for (Behaviour many : processes) {
            known = byProcess && many.side().equals(before.side()) ? many : known;
        }
        List<String> results = new ArrayList<>();
        known.processes().forEach(process -> results.addAll(byProcess ? process.subList(0, 1) : process));
        int draws = byProcess ? after.processes().size() : after.executions();
        return results.stream()
                .distinct()
                .mapToDouble(value -> Math.pow((double) Collections.frequency(results, value) / results.size(), draws))
                .sum();
    }

    private static String value(Behaviour behaviour) {
        return behaviour.processes().get(0).get(0);
    }
}
