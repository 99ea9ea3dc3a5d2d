package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.explain.Candidates;
import io.github.gradlock.harness.explain.ExplainListener;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pairs of environments in which nothing may be reported. */
final class CleanBench {
    private static final String TAG = "!sweep & !rare";
    private static final Repetitions TWICE = new Repetitions(2, 1);

    private final Runs runs;
    private final ExplainListener listener;

    CleanBench(Runs runs, ExplainListener listener) {
        this.runs = runs;
        this.listener = listener;
    }

    /** Returns in how many pairs something was reported, of how many. */
    Share run(FaultIndex.Clean clean) throws IOException, InterruptedException {
        List<Bundle> bundles = new ArrayList<>();
        try {
            int run = 0;
            for (Setting environment : clean.environments()) {
                listener.starts(++run, environment.toString());
                bundles.add(runs.run(TAG, environment, List.of(clean.select()), TWICE));
            }
            int pairs = 0;
            int alarms = 0;
            for (int a = 0; a < bundles.size(); a++) {
                for (int b = a + 1; b < bundles.size(); b++) {
                    Comparison comparison =
                            Comparison.of(List.of(bundles.get(a), bundles.get(b)), Policies.parse(List.of()));
                    boolean quiet = comparison.count(Verdict.REPRODUCIBLE) == clean.cases()
                            && comparison.cases().size() == clean.cases()
                            && Candidates.groups(comparison).isEmpty();
                    pairs++;
                    alarms += quiet ? 0 : 1;
                }
            }
            return new Share(alarms, pairs);
        } finally {
            for (Bundle bundle : bundles) {
                bundle.close();
            }
        }
    }
}
