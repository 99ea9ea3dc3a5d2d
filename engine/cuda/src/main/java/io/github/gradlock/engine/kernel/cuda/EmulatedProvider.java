package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.cuda.emulator.EmulatedDevice;
import io.github.gradlock.engine.kernel.cuda.gpu.Sources;
import org.jspecify.annotations.Nullable;

/** Kernels in CUDA on an emulated device: to check without a GPU what a GPU will compute. Slow, and never chosen by itself. */
public final class EmulatedProvider implements KernelProvider {
    private static final long MOST = 4L << 30;

    @Override
    public String name() {
        return EmulatedDevice.NAME;
    }

    @Override
    public int preference() {
        return -100;
    }

    @Override
    public @Nullable String unusableReason() {
        return null;
    }

    @Override
    public Kernels create(int threads) {
        // Half of the heap, which also holds what it needs to find faults: so the device is full before the JVM is, and
        // says so.
        long memory = Math.min(MOST, Runtime.getRuntime().maxMemory() / 2);
        return new CudaKernels(new EmulatedDevice(Sources::ptx, memory, null));
    }
}
