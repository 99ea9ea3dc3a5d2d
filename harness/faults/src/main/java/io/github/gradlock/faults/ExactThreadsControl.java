package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;

/** Adds from threads, as {@link DoubleAdderFault} and {@link ParallelReduceFault} do, but whole numbers: no sum is rounded. */
final class ExactThreadsControl {
    @Control
    void countGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        DoubleAdder adder = new DoubleAdder();
        Workers.race(4, worker -> {
            for (int i = 0; i < 4_000; i++) {
                adder.add(i * (worker + 1));
            }
        });
        double reduced =
                IntStream.range(0, 5_000).parallel().mapToDouble(i -> i).reduce(0, Double::sum);
        return new double[] {adder.sum(), reduced};
    }
}
