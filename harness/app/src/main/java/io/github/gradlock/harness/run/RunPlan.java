package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.SuiteJob;
import java.util.List;

/**
 * What a run is to do: every environment runs the suite so many times, in so many processes.
 *
 * @param suite to run
 * @param environments in the order of the report
 * @param iterations executions of each case in one process
 * @param restarts number of processes for each environment
 * @param seed of the suite's random numbers
 * @param tags JUnit tag expressions; empty for every test
 * @param selects patterns of case names; empty for every case
 * @param jobs environments at a time
 */
public record RunPlan(
        Suite suite,
        List<ResolvedEnvironment> environments,
        int iterations,
        int restarts,
        long seed,
        List<String> tags,
        List<String> selects,
        int jobs) {
    /** Copies the lists. */
    public RunPlan {
        environments = List.copyOf(environments);
        tags = List.copyOf(tags);
        selects = List.copyOf(selects);
    }

    /** Returns what one process is to run. */
    SuiteJob job() {
        return new SuiteJob(suite.name(), suite.classPath(), suite.scanRoots(), iterations, seed, tags, selects);
    }
}
