package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnostician;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.cause.Facts;
import io.github.gradlock.harness.cause.Operation;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.explain.CaseExplanation.Transplant;
import io.github.gradlock.harness.explain.Experiments.Changed;
import io.github.gradlock.harness.explain.Explainer.Another;
import io.github.gradlock.harness.explain.Explainer.GatheredRuns;
import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of one case. */
final class CaseExaminer {
    /** What is more likely than this to happen by chance, to one of all the changes that are tried, is no evidence. */
    private static final double BY_CHANCE = 0.02;

    private final Side left;
    private final Side right;
    private final CaseResult result;
    private final GatheredRuns runs;

    /** The two executions that are compared. */
    private record Executions(Bundle first, Bundle second, String firstName, String secondName) {}

    CaseExaminer(Side left, Side right, CaseResult result, GatheredRuns runs) {
        this.left = left;
        this.right = right;
        this.result = result;
        this.runs = runs;
    }

    CaseExplanation examine() throws IOException {
        Executions executions = executions();
        Localisation localisation = Localiser.find(executions.first(), executions.second(), result.id())
                .orElse(null);
        List<TensorInfo[]> differing = differing(executions);
        List<AlignedStep> path = List.of();
        String tensor = null;
        for (TensorInfo[] pair : differing) {
            if (localisation != null && path.isEmpty()) {
                path = localisation.pathTo(pair[0].sha256(), pair[1].sha256());
                tensor = path.isEmpty() && tensor != null ? tensor : pair[0].name();
            }
        }
        Replays replays = new Replays(result.id(), left == right ? null : runs.leftReplayed, runs.rightReplayed);
        Operations operations =
                new Operations(executions.first(), executions.second(), result.id(), localisation, replays);
        List<Operation> found = operations.origins();
        if (found.isEmpty()) {
            found = operations.recorded(differing);
        }
        Facts facts = new Facts(
                result, localisation, found, behaviours(), effects(executions), processes(), operations.traced());
        Transplant transplant = localisation == null ? null : replays.transplant(localisation);
        return new CaseExplanation(
                result.id(),
                executions.firstName(),
                executions.secondName(),
                localisation,
                tensor,
                path,
                transplant,
                result.verdict(),
                facts.behaviours(),
                facts.effects(),
                Diagnostician.diagnose(facts));
    }

    /** A side that differs from itself comes before two sides that differ. */
    private Executions executions() throws IOException {
        Another other = runs.others.get(result.id());
        if (other != null) {
            Bundle base = other.side() == left ? runs.leftBase : runs.rightBase;
            String name = other.side().name();
            if (base != null) {
                return new Executions(base, other.bundle(), name, name + ", another execution");
            }
        }
        Bundle a = runs.leftBase;
        Bundle b = runs.rightBase;
        if (a != null
                && b != null
                && (differ(a, b) || Localiser.find(a, b, result.id()).isPresent())) {
            return new Executions(a, b, left.name(), right.name());
        }
        return new Executions(left.bundle(), right.bundle(), left.name(), right.name());
    }

    private boolean differ(Bundle a, Bundle b) throws IOException {
        Optional<CaseRecord> first = a.findCase(result.id());
        Optional<CaseRecord> second = b.findCase(result.id());
        return first.isPresent()
                && second.isPresent()
                && !Behaviours.digest(first.get()).equals(Behaviours.digest(second.get()));
    }

    /** Returns the recorded tensors that differ, as they are on both sides. */
    private List<TensorInfo[]> differing(Executions executions) throws IOException {
        CaseRecord first = executions.first().findCase(result.id()).orElse(null);
        CaseRecord second = executions.second().findCase(result.id()).orElse(null);
        List<TensorInfo[]> pairs = new ArrayList<>();
        if (first != null && second != null) {
            for (TensorInfo one : Captured.own(first.tensors())) {
                for (TensorInfo other : second.tensors()) {
                    if (one.name().equals(other.name()) && differ(executions, one, other)) {
                        pairs.add(new TensorInfo[] {one, other});
                    }
                }
            }
        }
        return pairs;
    }

    /** Lone files of elements are not hashed: what differs in them was found by comparing. */
    private boolean differ(Executions executions, TensorInfo one, TensorInfo other) {
        return executions.first().isHashed() && executions.second().isHashed()
                ? !one.sha256().equals(other.sha256())
                : result.differences().stream()
                        .anyMatch(difference -> difference.tensor().equals(one.name()));
    }

    private List<Behaviour> behaviours() throws IOException {
        List<Behaviour> behaviours = new ArrayList<>();
        Bundle ofLeft = runs.leftBase == null ? left.bundle() : runs.leftBase;
        Behaviours.of(left.name(), ofLeft, result.id()).ifPresent(behaviours::add);
        if (left != right) {
            Bundle ofRight = runs.rightBase == null ? right.bundle() : runs.rightBase;
            Behaviours.of(right.name(), ofRight, result.id()).ifPresent(behaviours::add);
        }
        return behaviours;
    }

    private List<Behaviour> processes() throws IOException {
        List<Behaviour> processes = new ArrayList<>();
        for (Map.Entry<String, Bundle> one : runs.processes.entrySet()) {
            Behaviours.of(one.getKey(), one.getValue(), result.id()).ifPresent(processes::add);
        }
        return processes;
    }

    private List<FactorEffect> effects(Executions executions) throws IOException {
        List<FactorEffect> effects = new ArrayList<>();
        if (runs.leftBase == null) {
            return effects;
        }
        if (runs.rightBase != null && areSteady(runs.leftBase, runs.rightBase)) {
            if (runs.differing.size() == 1 && differ(runs.leftBase, runs.rightBase)) {
                runs.differing.forEach(
                        (factor, text) -> effects.add(new FactorEffect(factor, text, left.name(), Effect.AS_OTHER)));
            }
            alone(executions, runs.leftBase).ifPresent(effects::add);
        }
        for (Changed change : runs.leftChanges) {
            effect(change, left, runs.leftBase, runs.rightBase).ifPresent(effects::add);
        }
        for (Changed change : runs.rightChanges) {
            effect(change, right, runs.rightBase, runs.leftBase).ifPresent(effects::add);
        }
        return effects;
    }

    private boolean areSteady(Bundle a, Bundle b) throws IOException {
        Optional<Behaviour> first = Behaviours.of(left.name(), a, result.id());
        Optional<Behaviour> second = Behaviours.of(right.name(), b, result.id());
        return first.filter(Behaviour::isSteady).isPresent()
                && second.filter(Behaviour::isSteady).isPresent();
    }

    /** The results that differed are the same when the case is run without most of the others, or by itself. */
    private Optional<FactorEffect> alone(Executions executions, Bundle base) {
        int before = left.bundle().manifest().counts().cases();
        int now = base.manifest().counts().cases();
        boolean without =
                executions.first() == left.bundle() && !result.differences().isEmpty() && now < before;
        String text = now == 1 ? "run by itself" : "run with %d of %d cases".formatted(now, before);
        return without
                ? Optional.of(new FactorEffect(FactorEffect.ALONE, text, left.name(), Effect.AS_OTHER))
                : Optional.empty();
    }

    private Optional<FactorEffect> effect(Changed change, Side side, @Nullable Bundle base, @Nullable Bundle other)
            throws IOException {
        if (base == null) {
            return Optional.empty();
        }
        Optional<Behaviour> before = Behaviours.of(side.name(), base, result.id());
        Optional<Behaviour> after = Behaviours.of(side.name(), change.bundle(), result.id());
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        Effect effect;
        if (!before.get().isSteady() && after.get().isSteady()) {
            int tried = runs.leftChanges.size() + runs.rightChanges.size();
            if (chance(before.get(), after.get()) * tried > BY_CHANCE) {
                return Optional.empty();
            }
            effect = Effect.STEADY;
        } else if (!before.get().isSteady()) {
            effect = Effect.VARIES;
        } else if (!after.get().isSteady()) {
            effect = Effect.VARIES;
        } else {
            String was = value(before.get());
            String is = value(after.get());
            String others = other == null
                    ? ""
                    : Behaviours.of("", other, result.id())
                            .map(CaseExaminer::value)
                            .orElse("");
            effect = is.equals(was) ? Effect.NONE : is.equals(others) ? Effect.AS_OTHER : Effect.MOVED;
        }
        return Optional.of(new FactorEffect(change.factor(), change.text(), side.name(), effect));
    }

    /** Returns how likely what varies looks steady by chance in so many processes, or executions if it varies within them. */
    private double chance(Behaviour before, Behaviour after) throws IOException {
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
        for (Behaviour many : processes()) {
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
