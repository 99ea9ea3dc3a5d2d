package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Provides kernels with numerics {@code fast}, which break the contract: so that everybody can measure what it costs, and see the harness find what comes of
 * it. They are taken only where they are forced.
 */
public final class FastProvider implements KernelProvider {
    private final VectorProvider vectors = new VectorProvider();

    @Override
    public String name() {
        return "fast";
    }

    @Override
    public int preference() {
        return Integer.MIN_VALUE;
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public @Nullable String unusableReason() {
        return vectors.unusableReason();
    }

    @Override
    public Kernels create(int threads) {
        return new FastKernels(threads, VectorProvider.least());
    }
}
