package io.github.gradlock.engine.kernel.cuda.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.cuda.emulator.EmulatedDevice;
import io.github.gradlock.engine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory of a device under pressure. */
class DeviceStorageTests {
    private static final int MEBIBYTE = 1 << 18;

    private final PtxDevice device = new EmulatedDevice(family -> "", 32L << 20, null);

    @Test
    void whatNobodyRefersToComesBack() {
        long elements = 0;
        for (int i = 0; i < 500; i++) {
            elements += new DeviceStorage(device, DType.FLOAT32, MEBIBYTE).size();
        }
        assertEquals(500L * MEBIBYTE, elements, "sixteen times as much as there is");
    }

    @Test
    void whatIsInUseStaysAndTheNextOneIsToldWhatItIsShortOf() {
        List<DeviceStorage> kept = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            kept.add(new DeviceStorage(device, DType.FLOAT32, MEBIBYTE));
        }
        OutOfDeviceMemoryException full = assertThrows(
                OutOfDeviceMemoryException.class, () -> new DeviceStorage(device, DType.FLOAT64, MEBIBYTE));
        assertEquals(
                "cuda-emulated out of memory: tried to allocate 2 MiB for 262144 elements of float64; 32 MiB of 32 MiB are in use",
                full.getMessage());
        assertEquals(32, kept.size());
    }

    @Test
    void aThreadThatWasInterruptedWaitsAsWellAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            whatNobodyRefersToComesBack();
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatCanNeverBeHadIsRefusedAtOnce() {
        long start = System.nanoTime();
        OutOfDeviceMemoryException never = assertThrows(
                OutOfDeviceMemoryException.class, () -> new DeviceStorage(device, DType.FLOAT64, 32 * MEBIBYTE));
        assertEquals(
                "cuda-emulated out of memory: tried to allocate 64 MiB for 8388608 elements of float64, and no more than"
                        + " 32 MiB can be had at once",
                never.getMessage());
        assertFalse(never.mayPass());
        assertTrue(System.nanoTime() - start < 400_000_000, "nothing is waited for");
    }
}
