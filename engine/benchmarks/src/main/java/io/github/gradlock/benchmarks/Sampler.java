package io.github.gradlock.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH measure a side in this JVM: its loop, its clock, its consumption of results. */
final class Sampler {
    private static final double NANOS = 1e-9;

    private Sampler() {}

    /**
     * Measures one turn.
     *
     * @param warmUpMillis before the sample
     * @param sampleMillis of the sample, one run at least
     * @return seconds a run
     */
    static double seconds(Side side, int warmUpMillis, int sampleMillis) throws RunnerException {
        SideBenchmark.measureNext(side);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + SideBenchmark.class.getName() + "\\.run$")
                        .forks(0)
                        .threads(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(warmUpMillis))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(sampleMillis))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        return results.iterator().next().getPrimaryResult().getScore() * NANOS;
    }
}
