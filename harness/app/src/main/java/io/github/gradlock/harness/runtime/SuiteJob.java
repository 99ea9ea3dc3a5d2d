package io.github.gradlock.harness.runtime;

import io.github.gradlock.protocol.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process is to run.
 *
 * @param suite name of the suite
 * @param program what is executed
 * @param iterations executions of each case in one process
 * @param seed what the suite's random numbers start from
 * @param tags JUnit tag expressions; empty for every test
 * @param selects patterns of case names; empty for every case
 * @param shard which part of what these leave; null for all of it
 * @param trace what is recorded of operations
 */
public record SuiteJob(
        String suite,
        SuiteProgram program,
        int iterations,
        long seed,
        List<String> tags,
        List<String> selects,
        @Nullable Shard shard,
        TraceRequest trace) {
    /** Makes a job of all cases that tags and patterns leave. */
    public SuiteJob(
            String suite,
            SuiteProgram program,
            int iterations,
            long seed,
            List<String> tags,
            List<String> selects,
            TraceRequest trace) {
        this(suite, program, iterations, seed, tags, selects, null, trace);
    }

    /** Copies the lists. */
    public SuiteJob {
        tags = List.copyOf(tags);
        selects = List.copyOf(selects);
    }
}
