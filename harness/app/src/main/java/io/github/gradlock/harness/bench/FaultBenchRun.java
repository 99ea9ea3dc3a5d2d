package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.explain.ExplainListener;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A finished run of the benchmark, for people and programs.
 *
 * @param lines for people
 * @param missed goals that were not reached; none if all were
 * @param document for programs
 */
public record FaultBenchRun(List<String> lines, List<String> missed, Map<String, Object> document) {
    /** Copies the lists. */
    public FaultBenchRun {
        lines = List.copyOf(lines);
        missed = List.copyOf(missed);
    }

    /**
     * Runs parts of the benchmark.
     *
     * @param suite with an index of its faults
     * @param base environment, to which sides add their settings
     * @param parts to run
     * @param atATime runs at a time, of an explanation
     * @param ofTag runs of the cases of a JUnit tag expression
     * @param files folder for files that runs need
     * @param listener hears how it goes
     */
    public static FaultBenchRun of(
            Suite suite,
            ResolvedEnvironment base,
            Set<FaultBench.Part> parts,
            int atATime,
            Function<String, KeptRuns> ofTag,
            Path files,
            ExplainListener listener)
            throws IOException, InterruptedException {
        FaultBench bench = new FaultBench(FaultIndex.read(suite), new Runs(base, atATime, ofTag), files, listener);
        FaultBench.Result result = bench.run(parts);
        List<String> missed = Goals.missed(result);
        return new FaultBenchRun(BenchText.of(result), missed, BenchJson.of(result, missed.isEmpty()));
    }
}
