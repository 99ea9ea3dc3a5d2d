package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CasePattern;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Perturbs every operation of the sweep's graphs, one a case, and looks whether exactly that one is named. */
final class SweepBench {
    static final String TAG = "sweep";

    /** {@code sweep/perceptron/07-matmul-forward/1ulp/one}. */
    private static final Pattern TRIAL = Pattern.compile("sweep/[^/]+/(\\d+)-(.+)-(forward|backward)/[^/]+/[^/]+");

    /** What others would call a difference. */
    private static final List<String> ALLCLOSE = List.of("tolerance:rtol=1e-5,atol=1e-8");

    private static final List<String> LARGEST_ULP = List.of("ulp:1");

    private final Runs runs;

    SweepBench(Runs runs) {
        this.runs = runs;
    }

    /**
     * What came of it.
     *
     * @param detected trials of which some operation was named
     * @param exact trials of which the perturbed operation, and no other, was named
     * @param bytes trials that a comparison of the recorded tensors' bytes finds
     * @param allclose trials that {@code allclose(rtol=1e-5, atol=1e-8)} finds
     * @param ulp trials whose largest difference is more than 1 ulp
     */
    record Result(Share detected, Share exact, Share bytes, Share allclose, Share ulp) {}

    Result run(FaultIndex.Sweep sweep) throws IOException, InterruptedException {
        Repetitions once = new Repetitions(1, 1);
        try (Bundle a = runs.run(TAG, sweep.a(), List.of(sweep.select()), once);
                Bundle b = runs.run(TAG, sweep.b(), List.of(sweep.select()), once)) {
            Comparison comparison = compare(a, b, List.of());
            int trials = Runs.complete(
                    "the sweep", sweep.trials(), comparison.cases().size());
            int detected = 0;
            int exact = 0;
            for (CaseResult one : comparison.cases()) {
                Optional<Localisation> found = Localiser.find(a, b, one.id());
                detected += found.isPresent() ? 1 : 0;
                exact += found.isPresent() && isPlanted(one.id(), found.get()) ? 1 : 0;
            }
            return new Result(
                    new Share(detected, trials),
                    new Share(exact, trials),
                    new Share(comparison.count(Verdict.DIVERGENT), trials),
                    new Share(compare(a, b, ALLCLOSE).count(Verdict.DIVERGENT), trials),
                    new Share(compare(a, b, LARGEST_ULP).count(Verdict.DIVERGENT), trials));
        }
    }

    private static Comparison compare(Bundle a, Bundle b, List<String> policies) throws IOException {
        return Comparison.of(List.of(a, b), Policies.parse(policies), Set.of(), CasePattern.ALL);
    }

    /** Leaves are not counted: they are no operations. */
    static boolean isPlanted(String trial, Localisation found) {
        Matcher planted = TRIAL.matcher(trial);
        if (!planted.matches()
                || found.origins().size() != 1
                || !found.structure().isEmpty()) {
            return false;
        }
        Origin origin = found.origins().get(0);
        long number = found.left().subList(0, origin.leftPosition() + 1).stream()
                .filter(step -> !step.op().equals("input"))
                .count();
        return origin.op().equals(planted.group(2))
                && origin.phase().equals(planted.group(3))
                && number == Integer.parseInt(planted.group(1));
    }
}
