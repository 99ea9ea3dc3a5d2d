package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import java.io.IOException;
import java.util.List;

/**
 * Runs hybrids through the runtimes.
 *
 * @param pair what is mixed
 * @param runs in which their bundles are kept
 */
public record RunExperiment(EnvironmentPair pair, KeptRuns runs) implements Experiment {
    @Override
    public Observation observe(List<Factor> fromB, List<String> selects, Repetitions repetitions)
            throws IOException, InterruptedException {
        KeptRuns.Answer answer;
        try {
            answer = runs.run(pair.hybrid(fromB), selects, repetitions, TraceRequest.PLAIN, 0);
        } catch (GradlockException problem) {
            if (problem.status() == ExitStatus.BAD_INPUT && fromB.isEmpty()) {
                throw problem;
            }
            return Observation.failed(String.valueOf(problem.getMessage()));
        }
        if (answer.bundle() == null) {
            return Observation.failed(String.valueOf(answer.failure()));
        }
        try (Bundle bundle = Bundles.open(answer.bundle())) {
            return Observation.of(bundle, answer.kept());
        }
    }
}
