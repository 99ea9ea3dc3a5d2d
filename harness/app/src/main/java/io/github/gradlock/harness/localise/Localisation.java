package io.github.gradlock.harness.localise;

import io.github.gradlock.harness.localise.AlignedStep.State;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where two traces of a case go apart.
 *
 * @param left the first trace
 * @param right the second
 * @param steps both side by side, in order
 * @param origins the operations that make a difference out of the same bits, in order
 * @param unseen further ones, of which no recorded tensor comes
 * @param structure where the operations themselves are not the same, in order
 */
public record Localisation(
        List<TraceStep> left,
        List<TraceStep> right,
        List<AlignedStep> steps,
        List<Origin> origins,
        List<Origin> unseen,
        List<StructuralDifference> structure) {
    /** Copies the lists. */
    public Localisation {
        left = List.copyOf(left);
        right = List.copyOf(right);
        steps = List.copyOf(steps);
        origins = List.copyOf(origins);
        unseen = List.copyOf(unseen);
        structure = List.copyOf(structure);
    }

    /** Returns the finding in a line: {@code step 14 of 22, exp (forward): its inputs are the same bits, its outputs are not}. */
    public String text() {
        if (origins.isEmpty()) {
            return "the operations differ: " + structure.get(0).text() + more(structure.size(), "such places");
        }
        Origin first = origins.get(0);
        String where = "step %d of %d, ".formatted(first.leftPosition() + 1, left.size());
        String what = first.isInput()
                ? "an input of the case (%s): it is other bits already".formatted(first.phase())
                : "%s (%s): its inputs%s are the same bits, its outputs are not"
                        .formatted(
                                first.op(), first.phase(), first.inputsTraced() ? "" : ", as far as they were traced,");
        String other = structure.isEmpty()
                ? ""
                : "; the operations differ too: " + structure.get(0).text() + more(structure.size(), "such places");
        return where + what + more(origins.size(), "such operations") + other;
    }

    private static String more(int count, String what) {
        return count == 1 ? "" : " (the first of %d %s)".formatted(count, what);
    }

    /**
     * Returns the way from where the traces go apart to a recorded tensor: steps whose outputs differ, each made of the one before,
     * the first an origin or a structural difference, the last the one whose output is the tensor.
     *
     * @param leftHash SHA-256 of the tensor in the first bundle
     * @param rightHash the same in the second
     * @return empty if no traced step gave that tensor, or none of them is made of another that differs
     */
    public List<AlignedStep> pathTo(String leftHash, String rightHash) {
        AlignedStep last = lastThatGives(leftHash, rightHash);
        return last == null ? List.of() : shortest(last, producers());
    }

    /**
     * Returns this with the origins that no recorded tensor comes of put aside, such as an initial value that is overwritten: they differ, and nobody
     * sees it. Where that is not certain, since the operations differ or a tensor that differs was given by no traced step, none is.
     *
     * @param recorded hashes of each tensor that differs, of the first bundle and of the second
     */
    Localisation seenIn(List<String[]> recorded) {
        Deque<AlignedStep> open = new ArrayDeque<>();
        for (String[] hashes : recorded) {
            // Which of several that give the same is the one that was recorded is not known.
            List<AlignedStep> giving = steps.stream()
                    .filter(step -> isBoth(step) && gives(step, hashes[0], hashes[1]))
                    .toList();
            if (giving.isEmpty()) {
                return this;
            }
            open.addAll(giving);
        }
        if (!structure.isEmpty() || open.isEmpty()) {
            return this;
        }
        Map<Long, AlignedStep> producers = producers();
        Set<AlignedStep> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (long input : left.get(open.remove().left()).inputs()) {
                AlignedStep producer = producers.get(input);
                if (producer != null && seen.add(producer)) {
                    open.add(producer);
                }
            }
        }
        Set<Integer> places = seen.stream().map(AlignedStep::left).collect(Collectors.toSet());
        Map<Boolean, List<Origin>> parts =
                origins.stream().collect(Collectors.partitioningBy(origin -> places.contains(origin.leftPosition())));
        List<Origin> kept = parts.getOrDefault(true, List.of());
        return kept.isEmpty()
                ? this
                : new Localisation(left, right, steps, kept, parts.getOrDefault(false, List.of()), structure);
    }

    private static boolean isBoth(AlignedStep step) {
        return step.left() >= 0 && step.right() >= 0 && step.state() != State.SAME;
    }

    /** Returns the steps whose outputs differ, by the numbers of these. */
    private Map<Long, AlignedStep> producers() {
        Map<Long, AlignedStep> producers = new HashMap<>();
        for (AlignedStep step : steps) {
            if (step.left() >= 0 && step.state() != State.SAME) {
                outputs(step).forEach(output -> producers.put(output.id(), step));
            }
        }
        return producers;
    }

    private @Nullable AlignedStep lastThatGives(String leftHash, String rightHash) {
        AlignedStep last = null;
        for (AlignedStep step : steps) {
            last = isBoth(step) && gives(step, leftHash, rightHash) ? step : last;
        }
        return last;
    }

    private List<TraceStep.Output> outputs(AlignedStep step) {
        return left.get(step.left()).outputs();
    }

    private boolean gives(AlignedStep step, String leftHash, String rightHash) {
        List<TraceStep.Output> others = right.get(step.right()).outputs();
        List<TraceStep.Output> ours = outputs(step);
        for (int i = 0; i < Math.min(ours.size(), others.size()); i++) {
            if (ours.get(i).sha256().equals(leftHash) && others.get(i).sha256().equals(rightHash)) {
                return true;
            }
        }
        return false;
    }

    /** Goes back from the tensor, breadth first, over what differs, to the nearest step where it begins. */
    private List<AlignedStep> shortest(AlignedStep last, Map<Long, AlignedStep> producers) {
        Map<AlignedStep, AlignedStep> next = new HashMap<>();
        Deque<AlignedStep> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            AlignedStep step = open.remove();
            if (step.state() != State.DOWNSTREAM) {
                List<AlignedStep> path = new ArrayList<>();
                for (AlignedStep at = step; at != null; at = next.get(at)) {
                    path.add(at);
                }
                return path;
            }
            for (long input : left.get(step.left()).inputs()) {
                AlignedStep producer = producers.get(input);
                if (producer != null && !producer.equals(last) && next.putIfAbsent(producer, step) == null) {
                    open.add(producer);
                }
            }
        }
        return Collections.emptyList();
    }
}
