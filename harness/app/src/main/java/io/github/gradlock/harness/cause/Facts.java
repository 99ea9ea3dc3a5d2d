package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.localise.Localisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured of a case that differs.
 *
 * @param result of the comparison
 * @param localisation of the difference; null where no trace shows one
 * @param operations the origins with their elements; empty where they were not captured
 * @param behaviours of each side when executed again; one side if an environment differs from itself; empty if nothing was run
 * @param effects of changing one thing at a time
 * @param processes for each side that is constant within a process but not over processes, how it behaved in many of them
 * @param traced small tensors of the case's traces, of both sides
 */
public record Facts(
        CaseResult result,
        @Nullable Localisation localisation,
        List<Operation> operations,
        List<Behaviour> behaviours,
        List<FactorEffect> effects,
        List<Behaviour> processes,
        List<Traced> traced) {
    /** Copies the lists. */
    public Facts {
        operations = List.copyOf(operations);
        behaviours = List.copyOf(behaviours);
        effects = List.copyOf(effects);
        processes = List.copyOf(processes);
        traced = List.copyOf(traced);
    }

    /** Returns tensors that a side had when it executed an operation: what it may find in memory. */
    List<Values> earlier(Operation operation, boolean left) {
        int step = left ? operation.step() : operation.rightStep();
        return traced.stream()
                .filter(one -> one.left() == left && one.step() < step)
                .map(Traced::values)
                .toList();
    }

    /** Returns the outputs of the origins that differ, the first of each. */
    List<DifferingOutput> outputs() {
        return operations.stream()
                .flatMap(operation -> DifferingOutput.of(operation).stream())
                .toList();
    }

    /** Returns whether some side is constant in each process, and not the same in all. */
    boolean variesByProcess() {
        return behaviours.stream()
                .anyMatch(behaviour -> behaviour.pattern().kind() == RepetitionPattern.Kind.PER_PROCESS);
    }

    /** Returns whether some side varies when it is executed again. */
    boolean varies() {
        return behaviours.stream().anyMatch(behaviour -> !behaviour.isSteady())
                || !result.variations().isEmpty();
    }
}
