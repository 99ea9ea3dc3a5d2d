package io.github.gradlock.engine.kernel.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.cuda.device.DeviceStorage;
import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.OutOfDeviceMemoryException;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A GPU's device on a driver that is emulated. */
class GpuDeviceTests {
    private static final String SCALE = """
            .version 8.4
            .target sm_75
            .address_size 64
            .visible .entry scale(.param .u64 at, .param .u32 count, .param .f64 by)
            {
                .reg .pred %p<2>;
                .reg .b32 %r<5>;
                .reg .b64 %rd<5>;
                .reg .f64 %fd<4>;
                ld.param.u64 %rd1, [at];
                ld.param.u32 %r1, [count];
                ld.param.f64 %fd1, [by];
                mov.u32 %r2, %tid.x;
                setp.ge.u32 %p1, %r2, %r1;
                @%p1 bra $END;
                cvta.to.global.u64 %rd2, %rd1;
                mul.wide.u32 %rd3, %r2, 8;
                add.s64 %rd4, %rd2, %rd3;
                ld.global.f64 %fd2, [%rd4];
                mul.rn.f64 %fd3, %fd2, %fd1;
                st.global.f64 [%rd4], %fd3;
            $END:
                ret;
            }
            """;

    private final EmulatedDriver driver = new EmulatedDriver(1 << 20);
    private final GpuDevice device = new GpuDevice(driver, family -> new Image(SCALE, null, "by hand for " + family));

    @Test
    void kernelsAreLoadedOnceAndGivenTheirArguments() {
        HostStorage host = (HostStorage) Tensors.of(new double[] {1, 2, 3}).storage();
        Tensor x = Tensor.wrap(DeviceStorage.of(device, host), Shape.of(3));
        for (double by : new double[] {2, 0.25}) {
            KernelArguments arguments =
                    new KernelArguments().add(device, x).add(3).add(by);
            device.launch("scale", "scale", Grid.of(1), Grid.of(32), arguments);
        }
        assertArrayEquals(
                new double[] {0.5, 1, 1.5},
                HostStorage.doubles(Tensor.wrap(x.storage().toHost(), x.shape())));
        assertEquals(List.of("by hand for scale"), driver.loaded);
        assertArrayEquals(new int[] {0, 8, 16}, driver.offsets.get(1), "an int, and a double behind its padding");
        assertEquals(
                Map.of(
                        "gpu",
                        "Emulated GPU",
                        "capability",
                        "9.0",
                        "driver",
                        "12.6",
                        "compiler.scale",
                        "by hand for scale"),
                device.facts());
    }

    @Test
    void aFullGpuSaysHowFullItIs() {
        List<DeviceStorage> kept = new ArrayList<>();
        kept.add(new DeviceStorage(device, DType.FLOAT32, 200_000));
        OutOfDeviceMemoryException full =
                assertThrows(OutOfDeviceMemoryException.class, () -> new DeviceStorage(device, DType.FLOAT32, 200_000));
        assertTrue(
                String.valueOf(full.getMessage()).startsWith("cuda out of memory: tried to allocate "), full::toString);
        assertTrue(full.mayPass());
        OutOfDeviceMemoryException never =
                assertThrows(OutOfDeviceMemoryException.class, () -> new DeviceStorage(device, DType.FLOAT32, 300_000));
        assertTrue(
                String.valueOf(never.getMessage()).endsWith("no more than 1 MiB can be had at once"), never::toString);
        assertEquals(1, kept.size());
    }
}
