package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.cuda.device.DeviceStorage;
import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/** Starts kernels of one device: how many blocks of how many threads, and with which arguments. */
final class Launcher {
    private static final int THREADS = 256;

    /** More blocks than this walk over further elements, as each kernel can. */
    private static final int MOST_BLOCKS = 1 << 16;

    private final PtxDevice device;

    Launcher(PtxDevice device) {
        this.device = device;
    }

    PtxDevice device() {
        return device;
    }

    /** Starts a thread for each element. */
    void elements(String family, String kernel, long count, KernelArguments arguments) {
        if (count > 0) {
            int threads = (int) Math.min(THREADS, (count + 31) / 32 * 32);
            long blocks = Math.min(MOST_BLOCKS, (count + threads - 1) / threads);
            device.launch(family, kernel, Grid.of((int) blocks), Grid.of(threads), arguments);
        }
    }

    /** Starts a thread for each element of operands. */
    void elements(String family, String kernel, Nest nest, KernelArguments arguments) {
        elements(family, kernel, nest.size(), arguments);
    }

    /** Starts a block of threads for each run. */
    void runs(String family, String kernel, long count, int threads, KernelArguments arguments) {
        if (count > 0) {
            device.launch(family, kernel, Grid.of((int) Math.min(MOST_BLOCKS, count)), Grid.of(threads), arguments);
        }
    }

    /** Starts blocks in three dimensions. */
    void blocks(String family, String kernel, Grid blocks, Grid threads, KernelArguments arguments) {
        device.launch(family, kernel, blocks, threads, arguments);
    }

    /** Makes a contiguous tensor whose elements are all to be written. */
    Tensor empty(Shape shape, DType dtype) {
        return Tensor.wrap(new DeviceStorage(device, dtype, shape.numel()), shape);
    }

    /** Returns the name of a kernel, {@code unary_exp_float32}. */
    static String name(String family, Enum<?> function, DType dtype) {
        return family + "_" + function.name().toLowerCase(Locale.ROOT) + "_" + dtype;
    }
}
