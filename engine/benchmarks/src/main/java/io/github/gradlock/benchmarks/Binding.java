package io.github.gradlock.benchmarks;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What calling libtorch from Java costs before PyTorch does anything: a frame, and as many handles as a work's run makes, each of them a
 * copy of one tensor's. It is measured beside small rows, in the same rounds.
 */
final class Binding implements Side {
    /** A guess that is too high rather than too low, by which it is decided whether to measure. */
    private static final double SECONDS_A_HANDLE = 1e-6;

    private static final double NEGLIGIBLE = 0.005;

    private final Tensor tensor = Tensor.create(1.0f);
    private final long handles;

    private Binding(long handles) {
        this.handles = handles;
    }

    /** Returns the empty call: one that gives a tensor back. */
    static Binding emptyCall() {
        return new Binding(1);
    }

    /** Runs a side once, and returns what its binding does in that. */
    static Binding of(Side side) {
        long before = Frame.handles();
        side.run();
        return new Binding(Frame.handles() - before);
    }

    /** Returns whether it could be seen in the time of a run. */
    boolean matters(double seconds) {
        return handles * SECONDS_A_HANDLE > NEGLIGIBLE * seconds;
    }

    @Override
    public Object run() {
        return Frame.within(() -> {
            Tensor last = tensor;
            for (long i = 0; i < handles; i++) {
                last = new Tensor(tensor);
            }
            return last;
        });
    }

    @Override
    public List<double[]> results() {
        return List.of();
    }

    @Override
    public void close() {
        tensor.deallocate();
    }
}
