package io.github.gradlock.harness.diff;

import org.jspecify.annotations.Nullable;

/**
 * A tensor that did not have the same bits in all executions of one environment.
 *
 * @param environment where
 * @param tensor its name within the case
 * @param distinct number of distinct values
 * @param executions number of executions
 * @param restart of the first execution that differs from the first one
 * @param iteration of the same
 * @param difference between the first execution and the one furthest from it, of those with unlike values; null if the tensor is
 *     missing in some execution, or of another type or shape
 * @param withinPolicy whether the policy allows every distinct value beside that of the first execution
 * @param pattern the order in which its values stand over processes and iterations
 * @param stress under which stress profiles it shows; null if the processes ran without
 */
public record Variation(
        String environment,
        String tensor,
        int distinct,
        int executions,
        int restart,
        int iteration,
        @Nullable PairDifference difference,
        boolean withinPolicy,
        RepetitionPattern pattern,
        @Nullable StressEvidence stress) {}
