package io.github.gradlock.harness.baseline;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.TensorDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a baseline that is replaced says differently than its successor, in lines for a person.
 *
 * @param lines first one about all cases, then one for each that moved, came or went, at most {@link #SHOWN}
 * @param count number of cases that moved, came or went; −1 where that is not known
 */
public record Moves(List<String> lines, int count) {
    /** Of results that are the same. */
    public static final Moves NONE = new Moves(List.of(), 0);

    /** Of a baseline that cannot be read. */
    public static final Moves UNKNOWN = new Moves(List.of(), -1);

    /** Cases that are named. */
    static final int SHOWN = 20;

    /** Copies the lines. */
    public Moves {
        lines = List.copyOf(lines);
    }

    /** Sums up a comparison of the baseline with the one bundle that is to replace it. */
    public static Moves of(Comparison comparison) {
        List<String> moved = new ArrayList<>();
        List<String> arrived = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (CaseResult result : comparison.cases()) {
            List<String> missing = result.findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.CASE_MISSING)
                    .flatMap(finding -> finding.environments().stream())
                    .toList();
            boolean whole = result.executions() > 0 && missing.isEmpty();
            if (!whole && missing.contains(Baseline.SUBJECT)) {
                arrived.add("  new    " + result.id());
            } else if (!whole) {
                gone.add("  gone   " + result.id());
            } else if (!result.differences().isEmpty() || result.isIncomplete()) {
                moved.add("  moved  " + result.id() + describe(result));
            }
        }
        int count = moved.size() + arrived.size() + gone.size();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d moved, %,d new, %,d gone, %,d as they were",
                moved.size(),
                arrived.size(),
                gone.size(),
                comparison.cases().size() - count));
        List<String> all = new ArrayList<>(moved);
        all.addAll(arrived);
        all.addAll(gone);
        lines.addAll(all.subList(0, Math.min(SHOWN, all.size())));
        if (all.size() > SHOWN) {
            lines.add(String.format(Locale.ROOT, "  … and %,d more", all.size() - SHOWN));
        }
        return new Moves(lines, count);
    }

    private static String describe(CaseResult result) {
        List<String> parts = new ArrayList<>();
        for (TensorDifference difference : result.differences()) {
            difference.pairs().stream()
                    .max(Comparator.comparingLong(PairDifference::mismatched))
                    .ifPresent(pair -> parts.add(difference.tensor() + " " + measures(pair)));
        }
        result.findings().forEach(finding -> parts.add(finding.message()));
        return parts.isEmpty() ? "" : "  ·  " + String.join("; ", parts);
    }

    private static String measures(PairDifference pair) {
        String ulps = pair.maxUlp() == null
                ? ""
                : ", at most " + Long.toUnsignedString(pair.maxUlp().ulps()) + " ulp";
        return String.format(Locale.ROOT, "%,d of %,d elements%s", pair.mismatched(), pair.total(), ulps);
    }
}
