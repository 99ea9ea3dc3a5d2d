package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import io.github.gradlock.engine.kernel.cuda.emulator.EmulatedDevice;
import io.github.gradlock.engine.kernel.cuda.gpu.Gpu;
import io.github.gradlock.engine.kernel.cuda.gpu.GpuDevice;
import io.github.gradlock.engine.kernel.cuda.gpu.Sources;

/** The device that kernels are tested on: emulated, or the GPU that ci/gpu-check has found. */
final class TestDevice {
    private static final boolean IS_GPU = GpuDevice.NAME.equals(System.getProperty("gradlock.test.device"));
    private static final PtxDevice DEVICE = IS_GPU ? Gpu.device() : new EmulatedDevice(Sources::ptx, 1L << 30, null);

    private TestDevice() {}

    static PtxDevice get() {
        return DEVICE;
    }

    /** Returns whether it is as slow as an emulator. */
    static boolean isSlow() {
        return !IS_GPU;
    }
}
