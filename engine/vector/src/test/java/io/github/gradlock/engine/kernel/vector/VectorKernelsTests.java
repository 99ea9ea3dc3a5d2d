package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.KernelContract;

/** The kernels in vectors, of the width that this machine prefers. */
class VectorKernelsTests extends KernelContract {
    @Override
    protected Kernels kernels(int threads) {
        return new VectorKernels(threads, 0);
    }
}
