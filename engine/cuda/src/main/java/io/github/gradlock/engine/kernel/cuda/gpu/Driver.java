package io.github.gradlock.engine.kernel.cuda.gpu;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What is asked of the driver of a GPU. All work is ordered: what is called later happens later, also what runs after a call has returned. Any thread may call.
 */
interface Driver {
    /** Returns what the GPU is called, {@code NVIDIA H200} for instance. */
    String gpu();

    /** Returns its compute capability, 75 for 7.5. */
    int capability();

    /** Returns the version of CUDA that the driver supports, 12040 for 12.4. */
    int version();

    /** Returns how many bytes of its memory are free, and how many there are. */
    Memory memory();

    /** Takes memory, and returns its address; none if there is not as much. */
    OptionalLong allocate(long bytes);

    /** Gives memory back, when what was started before has ended. */
    void free(long address);

    /** Copies the remaining bytes of a buffer to the GPU; the buffer may be used again on return. */
    void write(long address, ByteBuffer from);

    /** Copies so many bytes from the GPU as a buffer has remaining, when what was started before has ended. */
    void read(long address, ByteBuffer to);

    /**
     * Loads a module.
     *
     * @throws GpuException if the driver refuses it
     */
    Module load(Image image);

    /**
     * Memory of a GPU.
     *
     * @param free bytes
     * @param all bytes
     */
    record Memory(long free, long all) {}

    /** A module that was loaded. */
    interface Module {
        /**
         * Finds a kernel.
         *
         * @throws GpuException if there is none of this name
         */
        Kernel kernel(String name);
    }

    /** A kernel of a module. */
    interface Kernel {
        /**
         * Starts it.
         *
         * @param arguments all of them, as C lays out a structure
         * @param offsets where each begins
         */
        void launch(Grid blocks, Grid threads, byte[] arguments, int... offsets);
    }
}
