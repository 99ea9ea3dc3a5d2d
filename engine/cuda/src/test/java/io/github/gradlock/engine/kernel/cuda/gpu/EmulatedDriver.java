package io.github.gradlock.engine.kernel.cuda.gpu;

import io.github.gradlock.engine.kernel.cuda.device.OutOfDeviceMemoryException;
import io.github.gradlock.engine.kernel.cuda.emulator.DeviceMemory;
import io.github.gradlock.engine.kernel.cuda.emulator.Emulator;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A driver whose GPU is emulated; it notes what was loaded. */
final class EmulatedDriver implements Driver {
    final List<String> loaded = new ArrayList<>();
    final List<int[]> offsets = new ArrayList<>();
    int capability = 90;
    int version = 12_060;
    private final long bytes;
    private final DeviceMemory memory;

    EmulatedDriver(long bytes) {
        this.bytes = bytes;
        memory = new DeviceMemory(bytes);
    }

    @Override
    public String gpu() {
        return "Emulated GPU";
    }

    @Override
    public int capability() {
        return capability;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Memory memory() {
        return new Memory(bytes - memory.used(), bytes);
    }

    @Override
    public OptionalLong allocate(long wanted) {
        try {
            return OptionalLong.of(memory.allocate(wanted, "a tensor"));
        } catch (OutOfDeviceMemoryException full) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void free(long address) {
        memory.free(address);
    }

    @Override
    public void write(long address, ByteBuffer from) {
        byte[] copy = new byte[from.remaining()];
        from.get(copy);
        memory.write(address, copy, 0, copy.length);
    }

    @Override
    public void read(long address, ByteBuffer to) {
        byte[] copy = new byte[to.remaining()];
        memory.read(address, copy, 0, copy.length);
        to.put(copy);
    }

    @Override
    public Module load(Image image) {
        loaded.add(image.compiler());
        Emulator emulator = new Emulator(PtxModule.parse(image.ptx()), memory, null);
        return name -> (blocks, threads, arguments, begins) -> {
            offsets.add(begins);
            emulator.launch(name, blocks, threads, 0, arguments);
        };
    }
}
