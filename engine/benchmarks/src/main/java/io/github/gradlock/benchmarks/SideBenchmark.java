package io.github.gradlock.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What JMH measures: the side that is under measurement now. Its tensors are made once for all rounds, outside of JMH's states. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SideBenchmark {
    private static volatile @Nullable Side subject;

    /** Says which side is measured next. */
    static void measureNext(Side side) {
        subject = side;
    }

    /** Runs it once; JMH consumes what it returns. */
    @Benchmark
    public @Nullable Object run() {
        Side side = subject;
        return side == null ? null : side.run();
    }
}
