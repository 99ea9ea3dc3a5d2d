package io.github.gradlock.engine.kernel.cuda.gpu;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.OutOfDeviceMemoryException;
import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A GPU of NVIDIA. Calls return before the work is done; whoever reads waits for it. */
public final class GpuDevice implements PtxDevice {
    /** Its name, and that of the provider. */
    public static final String NAME = "cuda";

    private final Driver driver;
    private final Function<String, Image> images;
    private final Map<String, Loaded> modules = new ConcurrentHashMap<>();

    /** A module, and the kernels of it that were used. */
    private record Loaded(Image image, Driver.Module module, Map<String, Driver.Kernel> kernels) {
        Driver.Kernel kernel(String name) {
            return kernels.computeIfAbsent(name, module::kernel);
        }
    }

    /**
     * Makes one.
     *
     * @param images the module of each family of kernels, for the GPU's architecture
     */
    GpuDevice(Driver driver, Function<String, Image> images) {
        this.driver = driver;
        this.images = images;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("gpu", driver.gpu());
        facts.put("capability", driver.capability() / 10 + "." + driver.capability() % 10);
        facts.put("driver", driver.version() / 1000 + "." + driver.version() % 1000 / 10);
        modules.forEach((family, loaded) ->
                facts.put("compiler." + family, loaded.image().compiler()));
        return facts;
    }

    @Override
    public long allocate(long bytes, String what) {
        return driver.allocate(bytes).orElseThrow(() -> {
            Driver.Memory memory = driver.memory();
            return bytes > memory.all()
                    ? OutOfDeviceMemoryException.beyond(NAME, bytes, what, memory.all())
                    : new OutOfDeviceMemoryException(NAME, bytes, what, memory.all() - memory.free(), memory.all());
        });
    }

    @Override
    public void free(long address) {
        driver.free(address);
    }

    @Override
    public void write(long address, ByteBuffer from) {
        driver.write(address, from);
    }

    @Override
    public void read(long address, ByteBuffer to) {
        driver.read(address, to);
    }

    @Override
    public void launch(String family, String kernel, Grid blocks, Grid threads, KernelArguments arguments) {
        Driver.Kernel found = modules.computeIfAbsent(family, this::loaded).kernel(kernel);
        try {
            found.launch(blocks, threads, arguments.toArray(), arguments.offsets());
        } finally {
            // Memory is given back in the order of the work: what was started on it ends before.
            Reference.reachabilityFence(arguments);
        }
    }

    private Loaded loaded(String family) {
        Image image = images.apply(family);
        return new Loaded(image, driver.load(image), new ConcurrentHashMap<>());
    }
}
