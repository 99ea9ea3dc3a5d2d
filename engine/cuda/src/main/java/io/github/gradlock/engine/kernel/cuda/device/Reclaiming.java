package io.github.gradlock.engine.kernel.cuda.device;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Takes memory of a device; what tensors nobody refers to any more hold comes back when the garbage collector has seen it, which is asked for here. */
public final class Reclaiming {
    /** Each waits twice as long as the one before: half a second in all. */
    private static final int ATTEMPTS = 9;

    private static final long NANOS_FOR_CLEANERS = 1_000_000;

    private Reclaiming() {}

    /**
     * Takes memory; a thread that was interrupted waits like any other, and stays interrupted.
     *
     * @param allocation returns an address
     * @throws OutOfDeviceMemoryException if there is not as much after all garbage is gone, or can never be
     */
    public static long allocate(LongSupplier allocation) {
        boolean interrupted = false;
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    return allocation.getAsLong();
                } catch (OutOfDeviceMemoryException full) {
                    if (!full.mayPass()) {
                        throw full;
                    }
                    System.gc();
                    interrupted |= Thread.interrupted();
                    LockSupport.parkNanos(NANOS_FOR_CLEANERS << attempt);
                }
            }
            return allocation.getAsLong();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
