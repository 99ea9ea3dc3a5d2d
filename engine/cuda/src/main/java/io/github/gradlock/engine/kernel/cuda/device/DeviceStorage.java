package io.github.gradlock.engine.kernel.cuda.device;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Storage;
import io.github.gradlock.engine.tensor.Tensor;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements in the memory of a device; it goes back when nothing refers to this any more. */
public final class DeviceStorage implements Storage {
    private static final Cleaner CLEANER = Cleaner.create();

    private final PtxDevice device;
    private final long address;
    private final DType dtype;
    private final int size;

    /** Takes memory for so many elements, which are all to be written. */
    public DeviceStorage(PtxDevice device, DType dtype, int size) {
        this.device = device;
        this.dtype = dtype;
        this.size = size;
        long bytes = Math.max(1L, (long) size * dtype.bytes());
        long taken = Reclaiming.allocate(() -> device.allocate(bytes, size + " elements of " + dtype));
        address = taken;
        // Must not refer to this.
        CLEANER.register(this, () -> device.free(taken));
    }

    /** Copies elements from the host. */
    public static DeviceStorage of(PtxDevice device, HostStorage host) {
        DeviceStorage storage = new DeviceStorage(device, host.dtype(), (int) host.size());
        storage.write(host);
        return storage;
    }

    /**
     * Returns where the elements under a tensor lie.
     *
     * @throws IllegalArgumentException if that is not on this device
     */
    static long address(PtxDevice device, Tensor tensor) {
        if (tensor.storage() instanceof DeviceStorage storage && storage.device == device) {
            return storage.address;
        }
        throw new IllegalArgumentException(
                "expected all tensors to be on " + device.name() + ", and one " + tensor.dtype() + " " + tensor.shape()
                        + " is on " + tensor.device().name());
    }

    @Override
    public PtxDevice device() {
        return device;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long size() {
        return size;
    }

    void write(HostStorage host) {
        ByteBuffer bytes = buffer();
        if (host instanceof HostStorage.Float32 floats) {
            bytes.asFloatBuffer().put(floats.data(), 0, size);
        } else if (host instanceof HostStorage.Float64 doubles) {
            bytes.asDoubleBuffer().put(doubles.data(), 0, size);
        } else if (host instanceof HostStorage.Int64 longs) {
            bytes.asLongBuffer().put(longs.data(), 0, size);
        } else if (host instanceof HostStorage.Bool bools) {
            bytes.duplicate().put(bools.data(), 0, size);
        }
        device.write(address, bytes);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.allocate(size * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public HostStorage toHost() {
        HostStorage host = HostStorage.allocateToBeWritten(dtype, size);
        read(host);
        return host;
    }

    /** Copies the elements to the host. */
    public void read(HostStorage host) {
        ByteBuffer bytes = buffer();
        device.read(address, bytes);
        bytes.flip();
        if (host instanceof HostStorage.Float32 floats) {
            bytes.asFloatBuffer().get(floats.data(), 0, size);
        } else if (host instanceof HostStorage.Float64 doubles) {
            bytes.asDoubleBuffer().get(doubles.data(), 0, size);
        } else if (host instanceof HostStorage.Int64 longs) {
            bytes.asLongBuffer().get(longs.data(), 0, size);
        } else if (host instanceof HostStorage.Bool bools) {
            bytes.get(bools.data(), 0, size);
        }
    }
}
