package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.harness.localise.StructuralDifference;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cases are worth an explanation, and which of them have the same one. */
public final class Candidates {
    private static final String TRACE = "trace.jsonl";

    private Candidates() {}

    /**
     * Returns the cases that differ, by what they have in common: the first operation that goes apart.
     *
     * @param comparison of one bundle or two
     * @return in the order of the cases; none if nothing was seen to differ, neither results nor the traces that both have
     */
    public static List<List<CaseResult>> groups(Comparison comparison) throws IOException {
        Bundle left = comparison.subjects().get(0).bundle();
        Bundle right =
                comparison.subjects().get(comparison.subjects().size() - 1).bundle();
        boolean traces = !sameTraces(left.manifest(), right.manifest());
        Map<String, List<CaseResult>> groups = new LinkedHashMap<>();
        for (CaseResult one : comparison.cases()) {
            boolean differs = !one.differences().isEmpty() || !one.variations().isEmpty();
            Optional<Localisation> where = traces || differs ? Localiser.find(left, right, one.id()) : Optional.empty();
            if (differs || where.isPresent()) {
                groups.computeIfAbsent(key(one, where), unseen -> new ArrayList<>())
                        .add(one);
            }
        }
        return List.copyOf(groups.values());
    }

    /** Returns whether there are traces of every bundle, so that equal results can be told from equal operations. */
    public static boolean areTraced(Comparison comparison) {
        return comparison.subjects().stream()
                .map(subject -> subject.bundle().manifest().files().get(TRACE))
                .allMatch(trace -> trace != null && trace.bytes() > 0);
    }

    /** Equal results may come of unequal operations: what cancels is found in the traces alone. */
    private static boolean sameTraces(Manifest left, Manifest right) {
        Manifest.Content ofLeft = left.files().get(TRACE);
        Manifest.Content ofRight = right.files().get(TRACE);
        return ofLeft == null || ofRight == null || ofLeft.equals(ofRight);
    }

    private static String key(CaseResult one, Optional<Localisation> where) {
        if (where.isEmpty() || !one.variations().isEmpty()) {
            // Nothing tells them apart or puts them together.
            return "case " + one.id();
        }
        return where.get().origins().isEmpty()
                ? "structure " + structure(where.get())
                : "origin " + where.get().origins().get(0).op() + " "
                        + where.get().origins().get(0).phase();
    }

    /** The kind of the first structural difference, and the operation that it is about. */
    private static String structure(Localisation where) {
        StructuralDifference first = where.structure().get(0);
        TraceStep step = first.kind() == StructuralDifference.Kind.ADDED
                ? where.right().get(first.right())
                : where.left().get(first.left());
        return first.kind() + " " + step.op() + " " + step.phase();
    }
}
