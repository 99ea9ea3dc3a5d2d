package io.github.gradlock.engine.kernel.cuda.device;

import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Storage;
import java.nio.ByteBuffer;

/** What executes PTX: a GPU, or something that is none. Calls are executed in their order. */
public interface PtxDevice extends Device {

    /**
     * Takes memory, which holds anything.
     *
     * @param what it is for, for messages
     * @return its address
     * @throws OutOfDeviceMemoryException if there is not as much
     */
    long allocate(long bytes, String what);

    /** Gives memory back. */
    void free(long address);

    /** Copies the remaining bytes of a buffer from the host. */
    void write(long address, ByteBuffer from);

    /** Copies so many bytes to the host as a buffer has remaining. */
    void read(long address, ByteBuffer to);

    /**
     * Executes a kernel.
     *
     * @param family module that it is in, {@code unary} for instance
     * @param kernel its name
     * @param blocks of the grid
     * @param threads of a block
     * @param arguments as the kernel declares them
     */
    void launch(String family, String kernel, Grid blocks, Grid threads, KernelArguments arguments);

    @Override
    default Storage take(HostStorage made) {
        return DeviceStorage.of(this, made);
    }
}
