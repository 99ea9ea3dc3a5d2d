package io.github.gradlock.engine.kernel.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** Each way in which a GPU cannot be used has a message of its own. */
class GpuTests {
    private final EmulatedDriver driver = new EmulatedDriver(1 << 20);

    @Test
    void aDriverAndAGpuCanBeTooOld() {
        assertNull(Gpu.unfit(driver));
        driver.version = 11_080;
        assertEquals(
                "NVIDIA's driver supports CUDA 11.8, and the kernels need 12.4: install a newer driver (550 or later)",
                Gpu.unfit(driver));
        driver.version = 12_040;
        driver.capability = 70;
        assertEquals(
                "Emulated GPU has compute capability 7.0, and the kernels need 7.5: take a GPU of Turing or later",
                Gpu.unfit(driver));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertTrue(Gpu.missing(new NoClassDefFoundError("jcuda/driver/JCudaDriver"))
                .startsWith("JCuda is not on the class path: add org.jcuda:jcuda:12.6.0"));
        assertTrue(Gpu.missing(
                        new UnsatisfiedLinkError(
                                "/tmp/libJCudaDriver.so: libcuda.so.1: cannot open shared object file: No such file or directory"))
                .startsWith("there is no NVIDIA driver here (libcuda.so.1 cannot be loaded)"));
        assertTrue(
                Gpu.missing(new UnsatisfiedLinkError("libJCudaDriver.so: undefined symbol: cuStreamGetCaptureInfo_v3"))
                        .startsWith("NVIDIA's driver is too old for JCuda 12.6"));
        assertTrue(Gpu.missing(new UnsatisfiedLinkError(
                        "Error while loading native library \"JCudaDriver-12.6.0-linux-x86_64\""))
                .startsWith("JCuda's native libraries cannot be loaded: add org.jcuda:jcuda-natives:12.6.0"));
    }

    @Test
    @DisabledIf(value = "isDriverHere", disabledReason = "an NVIDIA driver is here")
    void whereThereIsNoDriverTheProviderSaysSo() {
        String reason = Gpu.unusableReason();
        assertTrue(reason != null && (reason.contains("libcuda.so.1") || reason.contains("jcuda-natives")), reason);
    }

    static boolean isDriverHere() {
        return List.of("/usr/lib/x86_64-linux-gnu/libcuda.so.1", "/usr/lib64/libcuda.so.1", "/dev/nvidiactl").stream()
                .map(Path::of)
                .anyMatch(Files::exists);
    }
}
