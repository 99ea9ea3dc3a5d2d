package io.github.gradlock.engine.kernel.cuda.gpu;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** The driver of the first GPU that CUDA sees, through JCuda; all work goes into one stream. */
final class InstalledDriver implements Driver {
    private static final int LONGEST_NAME = 256;

    /** Bytes that a kernel is given are copied from memory outside of the heap, a piece of which each thread keeps. */
    private static final ThreadLocal<ByteBuffer> ARGUMENTS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 12));

    private final CUdevice device = new CUdevice();
    private final CUcontext context = new CUcontext();
    private final CUstream stream = new CUstream();
    private final String gpu;
    private final int capability;
    private final int version;
    private final Staging staging;

    /**
     * Takes the first GPU.
     *
     * @throws GpuException if there is none that can be used
     */
    InstalledDriver() {
        JCudaDriver.setExceptionsEnabled(false);
        require(JCudaDriver.cuInit(0), "cuInit");
        int[] found = new int[1];
        require(JCudaDriver.cuDriverGetVersion(found), "cuDriverGetVersion");
        version = found[0];
        require(JCudaDriver.cuDeviceGet(device, 0), "cuDeviceGet");
        byte[] name = new byte[LONGEST_NAME];
        require(JCudaDriver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName");
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        gpu = new String(name, 0, end, StandardCharsets.UTF_8);
        capability = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        require(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "cuDevicePrimaryCtxRetain");
        enter();
        require(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING), "cuStreamCreate");
        staging = new Staging(stream);
    }

    private int attribute(int which) {
        int[] value = new int[1];
        require(JCudaDriver.cuDeviceGetAttribute(value, which, device), "cuDeviceGetAttribute");
        return value[0];
    }

    /** Refuses anything but success. */
    static void require(int result, String call) {
        if (result == CUresult.CUDA_SUCCESS) {
            return;
        }
        String what = call + " failed: " + CUresult.stringFor(result);
        throw new GpuException(
                switch (result) {
                    case CUresult.CUDA_ERROR_NO_DEVICE ->
                        what
                                + ": the driver sees no GPU; nvidia-smi lists those that there are, CUDA_VISIBLE_DEVICES may hide them";
                    case CUresult.CUDA_ERROR_STUB_LIBRARY ->
                        what
                                + ": libcuda.so.1 is the toolkit's stub, which is for linking; install NVIDIA's driver, or take the stub off the library path";
                    case CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH ->
                        what
                                + ": the library of the driver is not of the driver that the kernel runs; restart the machine, or give the container the host's library";
                    case CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
                            CUresult.CUDA_ERROR_LAUNCH_FAILED,
                            CUresult.CUDA_ERROR_MISALIGNED_ADDRESS ->
                        what + ": a kernel that was started before failed, and the process can use the GPU no more;"
                                + " -Dgradlock.kernels=cuda-emulated finds the kernel and the place";
                    default -> what;
                });
    }

    /** A context is current in the thread that made it so. */
    private void enter() {
        require(JCudaDriver.cuCtxSetCurrent(context), "cuCtxSetCurrent");
    }

    @Override
    public String gpu() {
        return gpu;
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
        enter();
        long[] free = new long[1];
        long[] all = new long[1];
        require(JCudaDriver.cuMemGetInfo(free, all), "cuMemGetInfo");
        return new Memory(free[0], all[0]);
    }

    /** The driver keeps a pool, from which memory is taken and to which it goes back in the order of the stream. */
    @Override
    public OptionalLong allocate(long bytes) {
        enter();
        Address pointer = new Address();
        int result = JCudaDriver.cuMemAllocAsync(pointer, bytes, stream);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            // What went back is the pool's when the work before has ended.
            require(JCudaDriver.cuStreamSynchronize(stream), "cuStreamSynchronize");
            return OptionalLong.empty();
        }
        require(result, "cuMemAllocAsync");
        return OptionalLong.of(pointer.value());
    }

    @Override
    public void free(long address) {
        enter();
        require(JCudaDriver.cuMemFreeAsync(Address.of(address), stream), "cuMemFreeAsync");
    }

    @Override
    public void write(long address, ByteBuffer from) {
        enter();
        staging.write(address, from);
    }

    @Override
    public void read(long address, ByteBuffer to) {
        enter();
        staging.read(address, to);
    }

    @Override
    public Module load(Image image) {
        enter();
        CUmodule module = new CUmodule();
        byte[] binary = image.binary();
        require(
                binary == null
                        ? JCudaDriver.cuModuleLoadData(module, image.ptx())
                        : JCudaDriver.cuModuleLoadData(module, binary),
                "cuModuleLoadData of " + image.compiler());
        return name -> {
            CUfunction function = new CUfunction();
            enter();
            require(JCudaDriver.cuModuleGetFunction(function, module, name), "cuModuleGetFunction of " + name);
            return (blocks, threads, arguments, offsets) -> launch(name, function, blocks, threads, arguments, offsets);
        };
    }

    private void launch(String name, CUfunction function, Grid blocks, Grid threads, byte[] arguments, int... offsets) {
        enter();
        ByteBuffer memory = ARGUMENTS.get();
        if (arguments.length > memory.capacity()) {
            throw new GpuException(
                    name + " is given " + arguments.length + " bytes of arguments, more than a kernel can take");
        }
        memory.clear().put(arguments);
        Pointer first = Pointer.toBuffer(memory.clear());
        NativePointerObject[] each =
                Arrays.stream(offsets).mapToObj(first::withByteOffset).toArray(NativePointerObject[]::new);
        // The driver copies the arguments before it returns.
        require(
                JCudaDriver.cuLaunchKernel(
                        function,
                        blocks.x(),
                        blocks.y(),
                        blocks.z(),
                        threads.x(),
                        threads.y(),
                        threads.z(),
                        0,
                        stream,
                        Pointer.to(each),
                        null),
                "cuLaunchKernel of " + name);
    }
}
