package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.Variation;
import java.util.List;
import java.util.Optional;

/** What became of a case in one environment, as a test of that environment. */
enum CaseOutcome {
    /** It has the bits of all others. */
    PASSED,
    /** It differs, varies or failed. */
    FAILED,
    /** It was skipped, or there was nothing to compare. */
    SKIPPED;

    /**
     * Returns the outcome. Where environments differ, none of them is the expected one: the case fails in all. Where one
     * varies, or a finding names it, it fails there.
     */
    static CaseOutcome of(CaseResult result, String environment) {
        Optional<Finding> finding = result.findings().stream()
                .filter(found -> found.environments().contains(environment))
                .findFirst();
        boolean varies = result.variations().stream()
                .anyMatch(variation ->
                        !variation.withinPolicy() && variation.environment().equals(environment));
        boolean differs = result.differences().stream().anyMatch(difference -> !difference.isWithinPolicy());
        if (varies || differs) {
            return FAILED;
        }
        return finding.map(found -> found.kind() == Finding.Kind.SKIPPED || found.kind() == Finding.Kind.NOT_COMPARED
                        ? SKIPPED
                        : FAILED)
                .orElse(PASSED);
    }

    /** Returns what a person reads of the case there: what varies elsewhere is told by the tests of those environments. */
    static List<String> text(Report report, CaseResult result, String environment) {
        List<Variation> own = result.variations().stream()
                .filter(variation -> variation.environment().equals(environment))
                .toList();
        CaseResult there = new CaseResult(
                result.id(),
                result.verdict(),
                result.policy(),
                result.executions(),
                result.differences(),
                own,
                result.findings(),
                result.nan());
        return CaseText.of(there, report.explanations().get(result.id()));
    }
}
