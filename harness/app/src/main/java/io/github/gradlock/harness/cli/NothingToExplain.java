package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.explain.Candidates;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code gradlock explain} says where nothing was seen to differ: that is no agreement where something is missing.
 *
 * @param comparison of one bundle or two
 */
record NothingToExplain(Comparison comparison) {
    private static final int SHOWN = 10;

    /** Returns what the process answers. */
    ExitStatus status() {
        return comparison.status() == ExitStatus.INCOMPLETE ? ExitStatus.INCOMPLETE : ExitStatus.NOTHING_COMPARED;
    }

    /** Returns the verdict in a word: incomplete, nothing compared or agree. */
    String verdict() {
        if (status() == ExitStatus.INCOMPLETE) {
            return "incomplete";
        }
        return compared() == 0 ? "nothing compared" : "agree";
    }

    private int compared() {
        return comparison.count(Verdict.REPRODUCIBLE) + comparison.count(Verdict.WITHIN_POLICY);
    }

    /** Returns the verdict in sentences. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int all = comparison.cases().size();
        String cases = compared() == all
                ? all == 1 ? "the one case" : "all " + all + " cases"
                : compared() + " of " + all + " cases";
        if (status() == ExitStatus.INCOMPLETE) {
            lines.add("Nothing was seen to differ in %s, and results are missing:".formatted(cases));
            lines.addAll(missing(comparison));
        } else if (compared() == 0) {
            lines.add("Nothing was compared:");
            lines.addAll(findings(comparison.cases()));
        } else if (comparison.subjects().size() == 1) {
            lines.add("It agrees with itself in %s: there is nothing to explain.".formatted(cases));
        } else if (Candidates.areTraced(comparison)) {
            lines.add("The results agree in %s, and so do the traces that both have: there is nothing to explain."
                    .formatted(cases));
        } else {
            lines.add("The results agree in %s; there are no traces of both, so their operations were not compared."
                    .formatted(cases));
        }
        return lines;
    }

    /** Returns a line for each of the first findings of missing results, and one for a bundle that is partial. */
    static List<String> missing(Comparison comparison) {
        List<String> lines = new ArrayList<>(findings(
                comparison.cases().stream().filter(CaseResult::isIncomplete).toList()));
        comparison.subjects().stream()
                .filter(subject -> subject.bundle().isPartial())
                .forEach(subject -> lines.add("  " + subject.name() + " is partial: its run did not come to its end"));
        return lines;
    }

    private static List<String> findings(List<CaseResult> cases) {
        List<String> all = cases.stream()
                .flatMap(result ->
                        result.findings().stream().map(finding -> "  " + result.id() + ": " + finding.message()))
                .toList();
        List<String> lines = new ArrayList<>(all.stream().limit(SHOWN).toList());
        if (all.size() > SHOWN) {
            lines.add("  … and " + (all.size() - SHOWN) + " more; gradlock compare shows all");
        }
        return lines;
    }
}
