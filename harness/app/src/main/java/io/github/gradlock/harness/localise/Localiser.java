package io.github.gradlock.harness.localise;

import io.github.gradlock.harness.localise.AlignedStep.State;
import io.github.gradlock.harness.localise.StructuralDifference.Kind;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the operations of a case whose inputs are the same bits in two traces and whose outputs are not. */
public final class Localiser {
    private final Trace left;
    private final Trace right;
    private final List<AlignedStep> steps = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<StructuralDifference> structure = new ArrayList<>();
    private final Map<Integer, Integer> counterparts = new HashMap<>();

    private Localiser(Trace left, Trace right) {
        this.left = left;
        this.right = right;
    }

    /**
     * Returns where the traces of a case go apart, as far as what is recorded comes of it; empty if either bundle has none of it, or they do not.
     */
    public static Optional<Localisation> find(Bundle left, Bundle right, String caseId) throws IOException {
        Optional<Localisation> found = find(left.trace(caseId), right.trace(caseId));
        return found.isEmpty() ? found : Optional.of(found.get().seenIn(differing(left, right, caseId)));
    }

    private static List<String[]> differing(Bundle left, Bundle right, String caseId) throws IOException {
        Optional<CaseRecord> ours = left.findCase(caseId);
        Optional<CaseRecord> theirs = right.findCase(caseId);
        List<String[]> differing = new ArrayList<>();
        if (ours.isEmpty() || theirs.isEmpty()) {
            return differing;
        }
        for (TensorInfo tensor : ours.get().tensors()) {
            for (TensorInfo other : theirs.get().tensors()) {
                if (tensor.name().equals(other.name())
                        && !ObservedTensor.is(tensor.name())
                        && tensor.isHashed()
                        && other.isHashed()
                        && !tensor.sha256().equals(other.sha256())) {
                    differing.add(new String[] {tensor.sha256(), other.sha256()});
                }
            }
        }
        return differing;
    }

    /** Returns where two traces go apart; empty if either has no step, or they do not. */
    public static Optional<Localisation> find(List<TraceStep> left, List<TraceStep> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Localisation found = new Localiser(new Trace(left), new Trace(right)).localise();
        return found.origins().isEmpty() && found.structure().isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private Localisation localise() {
        List<Alignment.Pair> pairs = joined(Alignment.of(signatures(left), signatures(right)));
        pairs.stream()
                .filter(pair -> pair.left() >= 0 && pair.right() >= 0)
                .forEach(pair -> counterparts.put(pair.left(), pair.right()));
        for (int i = 0; i < pairs.size(); ) {
            Alignment.Pair pair = pairs.get(i);
            int next = i + 1;
            if (pair.left() >= 0 && pair.right() >= 0) {
                compare(pair.left(), pair.right());
            } else {
                boolean added = pair.left() < 0;
                while (next < pairs.size()
                        && (added ? pairs.get(next).left() < 0 : pairs.get(next).right() < 0)) {
                    next++;
                }
                oneSided(pairs.subList(i, next), added);
            }
            i = next;
        }
        return new Localisation(left.steps(), right.steps(), steps, origins, List.of(), structure);
    }

    private static List<String> signatures(Trace trace) {
        return IntStream.range(0, trace.steps().size())
                .mapToObj(trace::signature)
                .toList();
    }

    /** A step that only the left has, and a step of the same name that only the right has in its place, are one that changed. */
    private List<Alignment.Pair> joined(List<Alignment.Pair> pairs) {
        List<Alignment.Pair> joined = new ArrayList<>();
        for (int i = 0; i < pairs.size(); ) {
            int removed = i;
            while (removed < pairs.size() && pairs.get(removed).right() < 0) {
                removed++;
            }
            int added = removed;
            while (added < pairs.size() && pairs.get(added).left() < 0) {
                added++;
            }
            if (added == i) {
                joined.add(pairs.get(i++));
                continue;
            }
            List<Integer> lefts =
                    pairs.subList(i, removed).stream().map(Alignment.Pair::left).toList();
            List<Integer> rights = pairs.subList(removed, added).stream()
                    .map(Alignment.Pair::right)
                    .toList();
            for (Alignment.Pair inner : Alignment.of(
                    lefts.stream().map(left::name).toList(),
                    rights.stream().map(right::name).toList())) {
                joined.add(new Alignment.Pair(
                        inner.left() < 0 ? -1 : lefts.get(inner.left()),
                        inner.right() < 0 ? -1 : rights.get(inner.right())));
            }
            i = added;
        }
        return joined;
    }

    private void compare(int l, int r) {
        String changed = changed(l, r);
        State state;
        if (changed != null) {
            Kind kind = left.signature(l).equals(right.signature(r)) ? Kind.REWIRED : Kind.CHANGED;
            structure.add(new StructuralDifference(kind, l, r, changed));
            if (isInput(left.step(l)) && isInput(right.step(r))) {
                // It is other bits already, whatever its shape.
                origins.add(new Origin(left.step(l), right.step(r), l, r, true));
            }
            state = State.STRUCTURE;
        } else if (left.outputHashes(l).equals(right.outputHashes(r))) {
            state = State.SAME;
        } else {
            List<@Nullable String> leftInputs = left.inputHashes(l);
            List<@Nullable String> rightInputs = right.inputHashes(r);
            boolean traced = !leftInputs.contains(null) && !rightInputs.contains(null);
            boolean same =
                    IntStream.range(0, leftInputs.size()).allMatch(i -> sameOrUnknown(leftInputs, rightInputs, i));
            state = same ? State.ORIGIN : State.DOWNSTREAM;
            if (same) {
                origins.add(new Origin(left.step(l), right.step(r), l, r, traced));
            }
        }
        steps.add(new AlignedStep(l, r, state));
    }

    private static boolean isInput(TraceStep step) {
        return step.op().equals("input") && step.inputs().isEmpty();
    }

    private static boolean sameOrUnknown(List<@Nullable String> a, List<@Nullable String> b, int i) {
        return a.get(i) == null || b.get(i) == null || Objects.equals(a.get(i), b.get(i));
    }

    /** Says how a step is not the same operation on both sides, null if it is. */
    private @Nullable String changed(int l, int r) {
        if (!left.signature(l).equals(right.signature(r))) {
            return "step %d is %s in the first and %s in the second"
                    .formatted(l + 1, left.signature(l), right.signature(r));
        }
        List<Integer> from = left.producers(l);
        List<Integer> to = right.producers(r);
        if (from.size() != to.size()) {
            return "step %d, %s, has %d inputs in the first and %d in the second"
                    .formatted(l + 1, left.signature(l), from.size(), to.size());
        }
        List<@Nullable String> leftInputs = left.inputHashes(l);
        List<@Nullable String> rightInputs = right.inputHashes(r);
        boolean wired = IntStream.range(0, from.size())
                .allMatch(i -> isWired(from.get(i), to.get(i))
                        || leftInputs.get(i) != null && Objects.equals(leftInputs.get(i), rightInputs.get(i)));
        if (wired) {
            return null;
        }
        List<@Nullable String> sorted = sorted(leftInputs);
        return "step %d, %s, takes its inputs %s"
                .formatted(
                        l + 1,
                        left.signature(l),
                        !sorted.contains(null) && sorted.equals(sorted(rightInputs))
                                ? "in another order"
                                : "from other steps");
    }

    private static List<@Nullable String> sorted(List<@Nullable String> hashes) {
        List<@Nullable String> sorted = new ArrayList<>(hashes);
        Collections.sort(sorted, (a, b) -> String.valueOf(a).compareTo(String.valueOf(b)));
        return sorted;
    }

    /** Without producer on both sides it cannot be known. */
    private boolean isWired(int producer, int other) {
        return producer < 0 ? other < 0 : other == counterparts.getOrDefault(producer, -1);
    }

    private void oneSided(List<Alignment.Pair> run, boolean added) {
        Trace trace = added ? right : left;
        List<Integer> positions =
                run.stream().map(pair -> added ? pair.right() : pair.left()).toList();
        int first = positions.get(0);
        String what = positions.size() == 1
                ? "step %d, %s, is".formatted(first + 1, trace.signature(first))
                : "%d steps from step %d on, the first of them %s, are"
                        .formatted(positions.size(), first + 1, trace.signature(first));
        AlignedStep before = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        int other = before == null ? 0 : (added ? before.left() : before.right()) + 1;
        structure.add(new StructuralDifference(
                added ? Kind.ADDED : Kind.REMOVED,
                added ? Math.max(0, other) : first,
                added ? first : Math.max(0, other),
                what + " in the " + (added ? "second" : "first") + " only"));
        run.forEach(pair -> steps.add(new AlignedStep(pair.left(), pair.right(), State.STRUCTURE)));
    }
}
