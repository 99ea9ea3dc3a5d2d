package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A device that executes PTX on the CPU. */
public final class EmulatedDevice implements PtxDevice {
    /** Its name, and that of the provider whose kernels it executes. */
    public static final String NAME = "cuda-emulated";

    private final DeviceMemory memory;
    private final @Nullable Random random;
    private final UnaryOperator<String> texts;
    private final Map<String, Emulator> modules = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param texts the PTX of each family of kernels
     * @param bytes of its memory
     * @param random draws the order of blocks and warps; null for that of their numbers
     */
    public EmulatedDevice(UnaryOperator<String> texts, long bytes, @Nullable Random random) {
        this.texts = texts;
        memory = new DeviceMemory(bytes);
        this.random = random;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long allocate(long bytes, String what) {
        return memory.allocate(bytes, what);
    }

    @Override
    public void free(long address) {
        memory.free(address);
    }

    @Override
    public void write(long address, ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        memory.write(address, bytes, 0, bytes.length);
    }

    @Override
    public void read(long address, ByteBuffer to) {
        byte[] bytes = new byte[to.remaining()];
        memory.read(address, bytes, 0, bytes.length);
        to.put(bytes);
    }

    @Override
    public void launch(String family, String kernel, Grid blocks, Grid threads, KernelArguments arguments) {
        Emulator module = modules.computeIfAbsent(
                family, name -> new Emulator(PtxModule.parse(texts.apply(name)), memory, random));
        try {
            module.launch(kernel, blocks, threads, 0, arguments.toArray());
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }
}
