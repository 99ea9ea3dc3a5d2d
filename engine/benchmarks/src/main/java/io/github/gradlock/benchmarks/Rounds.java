package io.github.gradlock.benchmarks;

import io.github.gradlock.benchmarks.Sampler.Turn;
import io.github.gradlock.engine.kernel.Providers;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Measures two sides by turns, so that what the machine does meanwhile meets both. */
final class Rounds {
    private static final double MILLIS = 1e-3;
    private static final long LONGEST_WARM_UP_NANOS = 30_000_000_000L;

    private final Pace pace;

    Rounds(Pace pace) {
        this.pace = pace;
    }

    /**
     * Measures both sides, or ours alone.
     *
     * @param theirs null where there is none
     */
    Samples measure(Side ours, @Nullable Side theirs) throws RunnerException {
        warmUp(ours);
        if (theirs == null) {
            return byTurns(ours, null, null);
        }
        double first = Sampler.turn(theirs, pace.warmUpMillis(), 1).seconds();
        try (Binding binding = Binding.of(theirs)) {
            if (!binding.matters(first)) {
                return byTurns(ours, theirs, null);
            }
            Sampler.turn(binding, pace.warmUpMillis(), 1);
            return byTurns(ours, theirs, binding);
        }
    }

    /** Runs our side until no loop is being compiled for it any more. */
    private void warmUp(Side ours) throws RunnerException {
        long begun = System.nanoTime();
        do {
            Sampler.turn(ours, pace.warmUpMillis(), 1);
        } while (Providers.kernels().isWarmingUp() && System.nanoTime() - begun < LONGEST_WARM_UP_NANOS);
    }

    private Samples byTurns(Side ours, @Nullable Side theirs, @Nullable Side binding) throws RunnerException {
        double[] here = new double[pace.rounds()];
        double[] there = new double[theirs == null ? 0 : pace.rounds()];
        double[] empty = new double[binding == null ? 0 : pace.rounds()];
        long runs = 0;
        long collecting = collectingMillis();
        for (int round = 0; round < pace.rounds(); round++) {
            // Who comes first changes: what a turn leaves behind is not always the same one's burden.
            boolean theirsFirst = round % 2 == 1;
            if (theirs != null && theirsFirst) {
                there[round] = turn(theirs).seconds();
            }
            Turn turn = turn(ours);
            here[round] = turn.seconds();
            runs += turn.runs();
            if (theirs != null && !theirsFirst) {
                there[round] = turn(theirs).seconds();
            }
            if (binding != null) {
                empty[round] = turn(binding).seconds();
            }
        }
        // A median of single runs leaves the collector out, and all garbage is ours.
        double share = (collectingMillis() - collecting) * MILLIS / runs;
        return new Samples(Arrays.stream(here).map(seconds -> seconds + share).toArray(), there, empty);
    }

    private static long collectingMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private Turn turn(Side side) throws RunnerException {
        return Sampler.turn(side, pace.againMillis(), pace.sampleMillis());
    }

    /** Returns seconds of a call that only gives a tensor back. */
    double emptyCall() throws RunnerException {
        try (Binding binding = Binding.emptyCall()) {
            Sampler.turn(binding, pace.warmUpMillis(), 1);
            double[] samples = new double[pace.rounds()];
            for (int round = 0; round < samples.length; round++) {
                samples[round] = turn(binding).seconds();
            }
            return Samples.median(samples);
        }
    }
}
