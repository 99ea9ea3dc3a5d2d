package io.github.gradlock.benchmarks;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.BenchmarkResultMetaData;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH measure a side in this JVM: its loop, its clock, its consumption of results. */
final class Sampler {
    private static final double NANOS = 1e-9;
    private static final double MIDDLE = 50;

    private Sampler() {}

    /**
     * One turn of a side.
     *
     * @param seconds the median of single runs: what else the machine does makes some of them longer, and none shorter
     * @param runs how many there were, those for warming up too
     */
    record Turn(double seconds, long runs) {}

    /**
     * Measures one turn.
     *
     * @param warmUpMillis before the sample
     * @param sampleMillis of the sample, one run at least
     */
    static Turn turn(Side side, int warmUpMillis, int sampleMillis) throws RunnerException {
        SideBenchmark.measureNext(side);
        BenchmarkResult result = new Runner(new OptionsBuilder()
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
                .run()
                .iterator()
                .next()
                .getBenchmarkResults()
                .iterator()
                .next();
        BenchmarkResultMetaData counts = result.getMetadata();
        return new Turn(
                result.getPrimaryResult().getStatistics().getPercentile(MIDDLE) * NANOS,
                counts.getWarmupOps() + counts.getMeasurementOps());
    }
}
