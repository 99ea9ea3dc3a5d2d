package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Manifest;
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
     * @return in the order of the cases; none if all agree, their traces included
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
                ? "structure " + where.get().structure().get(0).kind()
                : "origin " + where.get().origins().get(0).op() + " "
                        + where.get().origins().get(0).phase();
    }
}
