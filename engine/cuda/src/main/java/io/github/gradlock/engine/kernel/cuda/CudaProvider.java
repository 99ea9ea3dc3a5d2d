package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.cuda.gpu.Gpu;
import io.github.gradlock.engine.kernel.cuda.gpu.GpuDevice;
import org.jspecify.annotations.Nullable;

/** Kernels in CUDA on the first GPU that there is. Never chosen by itself: where tensors lie is for the program to say. */
public final class CudaProvider implements KernelProvider {
    @Override
    public String name() {
        return GpuDevice.NAME;
    }

    @Override
    public int preference() {
        return -50;
    }

    @Override
    public @Nullable String unusableReason() {
        return Gpu.unusableReason();
    }

    @Override
    public Kernels create(int threads) {
        return new CudaKernels(Gpu.device());
    }
}
