package io.github.gradlock.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Measures two sides by turns, so that what the machine does meanwhile meets both. */
final class Rounds {
    private final Pace pace;

    Rounds(Pace pace) {
        this.pace = pace;
    }

    /**
     * Measures both sides, or ours alone.
     *
     * @param theirs null where there is none; its samples are empty then
     */
    Samples measure(Side ours, @Nullable Side theirs) throws RunnerException {
        Sampler.seconds(ours, pace.warmUpMillis(), 1);
        double[] here = new double[pace.rounds()];
        double[] there = new double[theirs == null ? 0 : pace.rounds()];
        if (theirs != null) {
            Sampler.seconds(theirs, pace.warmUpMillis(), 1);
        }
        for (int round = 0; round < pace.rounds(); round++) {
            // Who comes first changes: what a turn leaves behind is not always the same one's burden.
            boolean oursFirst = round % 2 == 0;
            if (oursFirst) {
                here[round] = turn(ours);
            }
            if (theirs != null) {
                there[round] = turn(theirs);
            }
            if (!oursFirst) {
                here[round] = turn(ours);
            }
        }
        return new Samples(here, there);
    }

    private double turn(Side side) throws RunnerException {
        return Sampler.seconds(side, pace.againMillis(), pace.sampleMillis());
    }
}
