package io.github.gradlock.benchmarks;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What calling libtorch from Java costs before PyTorch does anything.
 *
 * @param call seconds of an empty call, {@code tensor.dim()}
 * @param scope seconds of the frame in which a run's tensors are freed
 * @param handle seconds of a Java object for a tensor: made, and freed with its frame
 */
record Binding(double call, double scope, double handle) {
    private static final int HANDLES = 16;
    private static final int CALLS = 64;
    private static final int ROUNDS = 5;
    private static final int WARM_MILLIS = 100;
    private static final int SAMPLE_MILLIS = 20;

    /** Measures it, before the rows. */
    static Binding measure() throws RunnerException {
        Tensor tensor = Tensor.create(1.0f);
        double scope = median(() -> Frame.within(() -> tensor));
        double calls = median(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += tensor.dim();
            }
            return sum;
        });
        double handles = median(() -> Frame.within(() -> {
            Tensor last = tensor;
            for (int i = 0; i < HANDLES; i++) {
                last = new Tensor(tensor);
            }
            return last;
        }));
        tensor.deallocate();
        return new Binding(calls / CALLS, scope, Math.max(handles - scope, 0) / HANDLES);
    }

    /** Returns what the binding costs in one run of a side. */
    double of(Side side) {
        long before = Frame.handles();
        side.run();
        return scope + (Frame.handles() - before) * handle;
    }

    private static double median(Run run) throws RunnerException {
        double[] samples = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            samples[i] = Sampler.seconds(run, WARM_MILLIS, SAMPLE_MILLIS);
        }
        return Samples.median(samples);
    }

    /** A side without results. */
    @FunctionalInterface
    private interface Run extends Side {
        @Override
        default List<double[]> results() {
            return List.of();
        }

        @Override
        default void close() {
            // It has nothing.
        }
    }
}
