package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Confidence;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CasePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Faults that show now and then, against what their probability predicts. */
final class RareBench {
    private static final String TAG = "rare";
    private static final Repetitions OFTEN = new Repetitions(10, 2);

    private final Runs runs;

    RareBench(Runs runs) {
        this.runs = runs;
    }

    /**
     * What came of one probability.
     *
     * @param p with which an execution gives the rarer value
     * @param executions of each case
     * @param expected share of cases that give both values
     * @param observed share that was found to vary
     */
    record Result(double p, int executions, double expected, Share observed) {
        /** Returns whether the prediction lies in the 99.9 % interval of what was observed. */
        boolean isAsPredicted() {
            return observed.isConsistentWith(expected);
        }
    }

    List<Result> run(List<FaultIndex.Rare> rare) throws IOException, InterruptedException {
        List<String> selects = rare.stream().map(FaultIndex.Rare::select).toList();
        List<Result> results = new ArrayList<>();
        try (Bundle bundle = runs.run(TAG, Setting.NONE, selects, OFTEN)) {
            for (FaultIndex.Rare one : rare) {
                Comparison comparison = Comparison.of(
                        List.of(bundle), Policies.parse(List.of()), Set.of(), new CasePattern(one.select()));
                int varying = (int) comparison.cases().stream()
                        .filter(result -> !result.variations().isEmpty())
                        .count();
                int n = OFTEN.iterations() * OFTEN.restarts();
                int cases = Runs.complete(
                        one.select(), one.cases(), comparison.cases().size());
                results.add(new Result(one.p(), n, Confidence.seen(one.p(), n), new Share(varying, cases)));
            }
        }
        return results;
    }
}
