package io.github.gradlock.harness.localise;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the first operation of a case whose inputs are the same bits in two bundles and whose outputs are not. */
public final class FirstDivergence {
    private FirstDivergence() {}

    /** Returns where the traces of a case go apart; empty if either bundle has none of it, or they do not. */
    public static Optional<Localisation> find(Bundle left, Bundle right, String caseId) throws IOException {
        return find(left.trace(caseId), right.trace(caseId));
    }

    static Optional<Localisation> find(List<TraceStep> left, List<TraceStep> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Lineage leftTensors = new Lineage();
        Lineage rightTensors = new Lineage();
        List<Localisation.Origin> origins = new ArrayList<>();
        String structure = null;
        int common = Math.min(left.size(), right.size());
        for (int position = 0; position < common && structure == null; position++) {
            TraceStep a = left.get(position);
            TraceStep b = right.get(position);
            structure = structuralDifference(position, a, b, leftTensors, rightTensors);
            if (structure == null && !hashes(a).equals(hashes(b))) {
                Lineage.Agreement inputs = leftTensors.agreement(a.inputs(), rightTensors, b.inputs());
                if (inputs != Lineage.Agreement.DIFFERENT) {
                    origins.add(new Localisation.Origin(position, a.op(), a.phase(), inputs == Lineage.Agreement.SAME));
                }
            }
            leftTensors.add(position, a);
            rightTensors.add(position, b);
        }
        if (structure == null && left.size() != right.size()) {
            structure = "the traces have %d and %d steps".formatted(left.size(), right.size());
        }
        return origins.isEmpty() && structure == null
                ? Optional.empty()
                : Optional.of(new Localisation(left.size(), origins, structure));
    }

    private static @Nullable String structuralDifference(
            int position, TraceStep a, TraceStep b, Lineage leftTensors, Lineage rightTensors) {
        String left = signature(a);
        String right = signature(b);
        if (!left.equals(right)) {
            return "step %d is %s in the first and %s in the second".formatted(position + 1, left, right);
        }
        return leftTensors.sources(a.inputs()).equals(rightTensors.sources(b.inputs()))
                ? null
                : "step %d, %s, takes its inputs from other steps".formatted(position + 1, left);
    }

    /** What must be equal for two steps to be the same operation: {@code sum {axis=1} (forward) → F32 [4]}. */
    private static String signature(TraceStep step) {
        String attributes = step.attributes().isEmpty() ? "" : " " + new TreeMap<>(step.attributes());
        List<String> outputs = step.outputs().stream()
                .map(output -> output.type() + " " + output.shape())
                .toList();
        return step.op() + attributes + " (" + step.phase() + ") → " + String.join(", ", outputs);
    }

    private static List<String> hashes(TraceStep step) {
        return step.outputs().stream().map(TraceStep.Output::sha256).toList();
    }
}
