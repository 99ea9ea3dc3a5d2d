package io.github.gradlock.engine.kernel.cuda.gpu;

import org.jspecify.annotations.Nullable;

/** The GPU of this process: the first that CUDA sees. */
public final class Gpu {
    /** What the PTX in the jar is written for, and so the least version of CUDA that a driver must support: 12.4. */
    static final int LEAST_VERSION = 12_040;

    /** The least compute capability: that of Turing, 7.5. */
    static final int LEAST_CAPABILITY = 75;

    /** A factor that no compiler takes for a constant. */
    private static volatile double one = 1;

    private Gpu() {}

    /** What was found when it was first asked for. */
    private static final class Found {
        static final @Nullable Driver DRIVER;
        static final @Nullable String REASON;

        static {
            Driver driver = null;
            String reason;
            try {
                driver = new InstalledDriver();
                reason = unfit(driver);
            } catch (LinkageError missing) {
                reason = missing(missing);
            } catch (GpuException problem) {
                reason = problem.getMessage();
            }
            DRIVER = driver;
            REASON = reason;
        }

        private Found() {}
    }

    /** Returns why no GPU can be used here, as a sentence part; null if one can. */
    public static @Nullable String unusableReason() {
        return Found.REASON;
    }

    /**
     * Returns the device.
     *
     * @throws IllegalStateException if it cannot be used
     */
    public static GpuDevice device() {
        Driver driver = Found.DRIVER;
        if (driver == null || Found.REASON != null) {
            throw new IllegalStateException("no GPU can be used here: " + Found.REASON);
        }
        GpuDevice device = new GpuDevice(
                driver, new KernelImages(Nvrtc.ofThisMachine(), ImageCache.ofThisUser(), driver.capability()));
        requireSubnormals();
        return device;
    }

    /** Returns what a driver or its GPU lack; null if nothing. */
    static @Nullable String unfit(Driver driver) {
        if (driver.version() < LEAST_VERSION) {
            return "NVIDIA's driver supports CUDA " + version(driver.version()) + ", and the kernels need "
                    + version(LEAST_VERSION) + ": install a newer driver (550 or later)";
        }
        if (driver.capability() < LEAST_CAPABILITY) {
            return driver.gpu() + " has compute capability " + driver.capability() / 10 + "." + driver.capability() % 10
                    + ", and the kernels need 7.5: take a GPU of Turing or later";
        }
        return null;
    }

    private static String version(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /** Returns what is missing where JCuda, its natives or the driver's library cannot be loaded. */
    static String missing(LinkageError problem) {
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof NoClassDefFoundError && message.contains("jcuda/")) {
            return "JCuda is not on the class path: add org.jcuda:jcuda:12.6.0 and org.jcuda:jcuda-natives:12.6.0 for this platform";
        }
        if (message.contains("libcuda.so") || message.contains("nvcuda.dll")) {
            return "there is no NVIDIA driver here (libcuda.so.1 cannot be loaded): install it, or give the container the host's"
                    + " GPU (docker run --gpus all)";
        }
        if (message.contains("undefined symbol")) {
            return "NVIDIA's driver is too old for JCuda 12.6: install one that supports CUDA 12.6 (560 or later); "
                    + message;
        }
        return "JCuda's native libraries cannot be loaded: add org.jcuda:jcuda-natives:12.6.0 for this platform; "
                + message.lines().findFirst().orElse("");
    }

    /** Native libraries that were built with -ffast-math let the thread that loads them flush subnormal numbers to zero. */
    private static void requireSubnormals() {
        if (Double.MIN_VALUE * one == 0) {
            throw new IllegalStateException(
                    "a native library has switched subnormal numbers off in this thread, and results would differ: load CUDA's"
                            + " libraries in a process without it");
        }
    }
}
