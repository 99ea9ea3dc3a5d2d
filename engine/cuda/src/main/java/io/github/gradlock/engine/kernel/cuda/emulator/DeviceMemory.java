package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.device.OutOfDeviceMemoryException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Memory of the device. An address is the number of an allocation in its upper bits and the place within it in the lower ones, so that no address
 * beyond the end of one is in another, as it may be on hardware.
 */
public final class DeviceMemory {
    private static final int SHIFT = 36;
    private static final long OFFSET = (1L << SHIFT) - 1;

    /** What an array of the JVM holds. */
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private static final class Allocation {
        final byte[] bytes;
        final Shadow shadow;
        final String name;

        Allocation(int size, String name) {
            this.bytes = new byte[size];
            this.shadow = new Shadow(size);
            this.name = name;
        }
    }

    private final long limit;
    /** By number. Kernels read it without a lock: what changes in it is published by setting the field again. */
    private volatile @Nullable Allocation[] allocations = new @Nullable Allocation[1 << 10];

    /** The least number that was never given, after 0, which is none. */
    private int next = 1;

    private final Deque<Integer> free = new ArrayDeque<>();
    private long used;

    /**
     * Makes a memory.
     *
     * @param limit in bytes
     */
    public DeviceMemory(long limit) {
        this.limit = limit;
    }

    /**
     * Takes memory that nobody has written.
     *
     * @param name for messages
     * @return its address, never 0
     * @throws OutOfDeviceMemoryException if there is not as much
     */
    public synchronized long allocate(long bytes, String name) {
        if (bytes > LARGEST) {
            throw OutOfDeviceMemoryException.beyond(EmulatedDevice.NAME, bytes, name, LARGEST);
        }
        if (bytes > limit) {
            throw OutOfDeviceMemoryException.beyond(EmulatedDevice.NAME, bytes, name, limit);
        }
        if (bytes > limit - used) {
            throw new OutOfDeviceMemoryException(EmulatedDevice.NAME, bytes, name, used, limit);
        }
        used += bytes;
        Allocation made = new Allocation((int) bytes, name);
        // Numbers are used again as late as possible: an address that is kept too long should meet nothing.
        int number = free.size() > 1 << 10 ? free.remove() : next++;
        set(number, made);
        return (long) number << SHIFT;
    }

    /** Gives memory back. */
    public synchronized void free(long address) {
        Allocation gone = find(address, "the host frees");
        if ((address & OFFSET) != 0) {
            throw new EmulatorException("the host frees an address within " + gone.name);
        }
        int number = (int) (address >>> SHIFT);
        set(number, null);
        free.add(number);
        used -= gone.bytes.length;
    }

    private void set(int number, @Nullable Allocation allocation) {
        @Nullable Allocation[] table = allocations;
        if (number == table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        table[number] = allocation;
        allocations = table;
    }

    /** Returns how many bytes are in use. */
    public synchronized long used() {
        return used;
    }

    /** Copies from the host. */
    public void write(long address, byte[] from, int offset, int count) {
        Allocation to = place(address, count, "the host writes");
        System.arraycopy(from, offset, to.bytes, (int) (address & OFFSET), count);
        to.shadow.writeMany((int) (address & OFFSET), count);
    }

    /** Copies to the host. */
    public void read(long address, byte[] to, int offset, int count) {
        Allocation from = place(address, count, "the host reads");
        System.arraycopy(from.bytes, (int) (address & OFFSET), to, offset, count);
    }

    /** Returns so many bytes, 1, 2, 4 or 8. */
    long load(long address, int bytes) {
        Allocation from = place(address, bytes, "reads");
        int at = (int) (address & OFFSET);
        if (!from.shadow.isWritten(at, bytes)) {
            throw new EmulatorException(
                    "reads " + bytes + " bytes at " + at + " of " + from.name + ", which nobody has written");
        }
        return Bytes.get(from.bytes, at, bytes);
    }

    /** Sets so many bytes, 1, 2, 4 or 8. */
    void store(long address, int bytes, long value) {
        Allocation to = place(address, bytes, "writes");
        int at = (int) (address & OFFSET);
        to.shadow.write(at, bytes);
        Bytes.set(to.bytes, at, bytes, value);
    }

    private Allocation place(long address, int bytes, String does) {
        Allocation found = find(address, does);
        if ((address & OFFSET) + bytes > found.bytes.length) {
            throw new EmulatorException(does + " " + bytes + " bytes at " + (address & OFFSET) + " of " + found.name
                    + ", which has " + found.bytes.length);
        }
        return found;
    }

    private Allocation find(long address, String does) {
        int number = (int) (address >>> SHIFT);
        @Nullable Allocation[] table = allocations;
        Allocation found = number > 0 && number < table.length ? table[number] : null;
        if (found == null) {
            throw new EmulatorException(does + " at address 0x" + Long.toHexString(address) + ", where no memory is");
        }
        return found;
    }
}
