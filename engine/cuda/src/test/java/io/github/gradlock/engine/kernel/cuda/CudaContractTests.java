package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.KernelContract;
import io.github.gradlock.engine.kernel.cuda.emulator.EmulatedDevice;
import io.github.gradlock.engine.kernel.cuda.gpu.Sources;

/** The contract of kernels, held by the shipped PTX on the emulator; a device has its own number of threads. */
class CudaContractTests extends KernelContract {
    private static final Kernels KERNELS = new ThroughDevice(new EmulatedDevice(Sources::ptx, 1L << 30, null));

    @Override
    protected Kernels kernels(int threads) {
        return KERNELS;
    }

    @Override
    protected long most() {
        return 7_000;
    }
}
