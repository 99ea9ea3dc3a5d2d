package io.github.gradlock.harness.diff;

import java.util.List;

/**
 * What the comparison found of one case.
 *
 * @param id name of the case
 * @param verdict the worst of what follows
 * @param policy what it may differ by
 * @param executions in all environments together
 * @param differences tensors that differ between environments, sorted by name
 * @param variations tensors that vary within an environment
 * @param findings what could not be compared
 * @param nan elements that are NaN and agree: those of the first environment's first execution, if nothing differs or is missing
 */
public record CaseResult(
        String id,
        Verdict verdict,
        Policy policy,
        int executions,
        List<TensorDifference> differences,
        List<Variation> variations,
        List<Finding> findings,
        long nan) {
    /** Copies the lists. */
    public CaseResult {
        differences = List.copyOf(differences);
        variations = List.copyOf(variations);
        findings = List.copyOf(findings);
    }

    /** Returns whether something is missing that should be there. */
    public boolean isIncomplete() {
        return findings.stream().anyMatch(finding -> finding.kind() != Finding.Kind.NOT_COMPARED);
    }

    static Verdict verdict(List<TensorDifference> differences, List<Variation> variations, List<Finding> findings) {
        if (!variations.stream().allMatch(Variation::withinPolicy)) {
            return Verdict.NONDETERMINISTIC;
        }
        if (!differences.stream().allMatch(TensorDifference::isWithinPolicy)) {
            return Verdict.DIVERGENT;
        }
        if (!findings.isEmpty()) {
            return Verdict.INCOMPLETE;
        }
        return differences.isEmpty() && variations.isEmpty() ? Verdict.REPRODUCIBLE : Verdict.WITHIN_POLICY;
    }
}
