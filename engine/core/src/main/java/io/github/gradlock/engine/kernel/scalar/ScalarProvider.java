package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** Provides the reference kernels, which run everywhere. */
public final class ScalarProvider implements KernelProvider {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public @Nullable String unusableReason() {
        return null;
    }

    @Override
    public Kernels create(int threads) {
        return new ScalarKernels(threads);
    }
}
