package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.KernelContract;

/** The contract of kernels, held by the kernels on the emulator, or on a GPU; a device has its own number of threads. */
class CudaContractTests extends KernelContract {
    private static final Kernels KERNELS = new ThroughDevice(TestDevice.get());

    @Override
    protected Kernels kernels(int threads) {
        return KERNELS;
    }

    @Override
    protected long most() {
        return TestDevice.isSlow() ? 7_000 : super.most();
    }
}
