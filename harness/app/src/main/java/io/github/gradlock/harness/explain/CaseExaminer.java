package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnostician;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.Facts;
import io.github.gradlock.harness.cause.Operation;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.explain.CaseExplanation.Transplant;
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
import java.util.List;
import java.util.Map;

/** Puts together what is known of one case. */
final class CaseExaminer {
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
        List<Behaviour> processes = processes();
        boolean again = executions.first() != left.bundle();
        List<FactorEffect> effects = new Effects(left, right, result, runs, processes).find(again);
        Facts facts = new Facts(result, localisation, found, behaviours(), effects, processes, operations.traced());
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
                && (Behaviours.differ(a, b, result.id())
                        || Localiser.find(a, b, result.id()).isPresent())) {
            return new Executions(a, b, left.name(), right.name());
        }
        return new Executions(left.bundle(), right.bundle(), left.name(), right.name());
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
}
