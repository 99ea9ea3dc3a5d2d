package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.explain.Experiments.Changed;
import io.github.gradlock.harness.explain.Experiments.Transplant;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains cases that differ: between two environments, or in one from execution to execution.
 *
 * <p>Without a laboratory it rests on what the bundles hold. With one, the cases are run again by themselves: often, with the
 * elements of their operations captured, each side on the other's inputs, and with one thing changed at a time.
 */
public final class Explainer {
    /** So many further executions are captured at most to get hold of one that differs. */
    private static final int ATTEMPTS = 8;

    private final Side left;
    private final Side right;
    private final List<Side> sides;
    private final @Nullable Experiments experiments;

    /**
     * @param left the first side
     * @param right the second; the same as the first if it is to be explained why that one differs from itself
     * @param laboratory where cases are run again; null if they are not
     */
    public Explainer(Side left, Side right, @Nullable Laboratory laboratory) {
        this.left = left;
        this.right = right;
        this.sides = left == right ? List.of(left) : List.of(left, right);
        this.experiments = laboratory == null ? null : new Experiments(laboratory);
    }

    /** Explains cases, in the order given. */
    public List<CaseExplanation> explain(List<CaseResult> cases) throws IOException, InterruptedException {
        GatheredRuns runs = new GatheredRuns();
        if (experiments != null) {
            gather(cases, runs);
        }
        List<CaseExplanation> explained = new ArrayList<>();
        for (CaseResult one : cases) {
            explained.add(new CaseExaminer(left, right, one, runs).examine());
        }
        return explained;
    }

    /** A further execution that is not as the first. */
    record Another(Side side, Bundle bundle) {}

    /** Everything that was run, for all cases at once. */
    static final class GatheredRuns {
        @Nullable
        Bundle leftBase;

        @Nullable
        Bundle rightBase;

        /** By name of a side: the cases in many processes, where some of them depend on the process. */
        final Map<String, Bundle> processes = new HashMap<>();

        /** Of a side that differs from itself: by case, an execution that is not as the first. */
        final Map<String, Another> others = new HashMap<>();

        /** The left side's operations on the right side's inputs, and the other way round. */
        @Nullable
        Bundle leftReplayed;

        @Nullable
        Bundle rightReplayed;

        final List<Changed> leftChanges = new ArrayList<>();
        final List<Changed> rightChanges = new ArrayList<>();
        Map<String, String> differing = Map.of();
    }

    private void gather(List<CaseResult> cases, GatheredRuns runs) throws IOException, InterruptedException {
        Experiments lab = java.util.Objects.requireNonNull(experiments);
        boolean pair = left != right;
        List<Optional<Bundle>> bases = lab.base(sides);
        runs.leftBase = bases.get(0).orElse(null);
        runs.rightBase = pair ? bases.get(1).orElse(null) : null;
        runs.differing = pair ? Experiments.differing(left, right) : Map.of();
        List<String> varying = new ArrayList<>();
        for (CaseResult one : cases) {
            // What varied before varies, even if it did not do so again.
            if (!one.variations().isEmpty() || varies(one.id(), runs) != null) {
                varying.add(one.id());
            }
        }
        catchOthers(lab, cases, varying, runs);
        manyProcesses(lab, varying, runs);
        if (pair) {
            transplant(lab, cases, varying, runs);
        }
        Experiments.Changes changes = lab.changes(sides, !varying.isEmpty());
        runs.leftChanges.addAll(changes.left());
        runs.rightChanges.addAll(changes.right());
    }

    private @Nullable Bundle base(Side side, GatheredRuns runs) {
        return side == left ? runs.leftBase : runs.rightBase;
    }

    private @Nullable Side varies(String caseId, GatheredRuns runs) throws IOException {
        return isUnsteady(left, runs.leftBase, caseId)
                ? left
                : isUnsteady(right, runs.rightBase, caseId) ? right : null;
    }

    static boolean isUnsteady(Side side, @Nullable Bundle base, String caseId) throws IOException {
        Optional<Behaviour> behaviour = base == null ? Optional.empty() : Behaviours.of(side.name(), base, caseId);
        return behaviour.isPresent() && !behaviour.get().isSteady();
    }

    /** Captures further executions until each varying case has one that is not as the first. */
    private void catchOthers(Experiments lab, List<CaseResult> cases, List<String> varying, GatheredRuns runs)
            throws IOException, InterruptedException {
        Set<String> varied = cases.stream()
                .filter(one -> !one.variations().isEmpty())
                .map(CaseResult::id)
                .collect(Collectors.toSet());
        List<String> wanted = new ArrayList<>(varying);
        for (int attempt = 0; attempt < ATTEMPTS && !wanted.isEmpty(); attempt++) {
            // By turns a later execution and the first of another process: some vary by the one, some by the other.
            int warmUp = attempt % 2 == 0 ? 2 : 0;
            List<Side> unsteadySides = new ArrayList<>();
            Map<Side, List<String>> casesOf = new HashMap<>();
            for (Side side : sides) {
                List<String> ofSide = new ArrayList<>();
                for (String caseId : wanted) {
                    Side unsteady = varies(caseId, runs);
                    if (side.equals(unsteady) || unsteady == null && varied.contains(caseId)) {
                        ofSide.add(caseId);
                    }
                }
                if (base(side, runs) != null && !ofSide.isEmpty()) {
                    unsteadySides.add(side);
                    casesOf.put(side, ofSide);
                }
            }
            List<Optional<Bundle>> others = lab.another(unsteadySides, warmUp, attempt + 1);
            for (int i = 0; i < unsteadySides.size(); i++) {
                Side side = unsteadySides.get(i);
                Bundle base = base(side, runs);
                if (base != null && others.get(i).isPresent()) {
                    Another other = new Another(side, others.get(i).get());
                    keepDiffering(base, other, casesOf.getOrDefault(side, List.of()), wanted, runs);
                }
            }
        }
    }

    /** What is constant within a process may be one of few or of many. */
    private void manyProcesses(Experiments lab, List<String> varying, GatheredRuns runs)
            throws IOException, InterruptedException {
        List<Side> some = new ArrayList<>();
        for (Side side : sides) {
            Bundle base = base(side, runs);
            boolean byProcess = false;
            for (String caseId : varying) {
                Optional<Behaviour> behaviour =
                        base == null ? Optional.empty() : Behaviours.of(side.name(), base, caseId);
                byProcess |= behaviour.isPresent()
                        && (behaviour.get().isSteady()
                                || behaviour.get().pattern().kind() == RepetitionPattern.Kind.PER_PROCESS);
            }
            if (byProcess) {
                some.add(side);
            }
        }
        List<Optional<Bundle>> bundles = lab.processes(some);
        for (int i = 0; i < some.size(); i++) {
            String name = some.get(i).name();
            bundles.get(i).ifPresent(bundle -> runs.processes.put(name, bundle));
        }
    }

    private static void keepDiffering(
            Bundle base, Another other, List<String> candidates, List<String> wanted, GatheredRuns runs)
            throws IOException {
        for (String caseId : candidates) {
            if (Behaviours.differ(base, other.bundle(), caseId)) {
                runs.others.put(caseId, other);
                wanted.remove(caseId);
            }
        }
    }

    private void transplant(Experiments lab, List<CaseResult> cases, List<String> varying, GatheredRuns runs)
            throws IOException, InterruptedException {
        Bundle a = runs.leftBase;
        Bundle b = runs.rightBase;
        if (a == null || b == null) {
            return;
        }
        Transplantation toRight = new Transplantation();
        Transplantation toLeft = new Transplantation();
        for (CaseResult one : cases) {
            Optional<Captured> ofLeft = Captured.of(a, one.id());
            Optional<Captured> ofRight = Captured.of(b, one.id());
            Optional<Localisation> localisation = Localiser.find(a, b, one.id());
            if (!varying.contains(one.id()) && ofLeft.isPresent() && ofRight.isPresent() && localisation.isPresent()) {
                toRight.add(ofLeft.get(), localisation.get(), true);
                toLeft.add(ofRight.get(), localisation.get(), false);
            }
        }
        List<Optional<Bundle>> replayed =
                lab.transplant(List.of(new Transplant(right, left, toRight), new Transplant(left, right, toLeft)));
        runs.rightReplayed = replayed.get(0).orElse(null);
        runs.leftReplayed = replayed.get(1).orElse(null);
    }
}
