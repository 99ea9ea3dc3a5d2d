package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable.Space;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.Locale;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Loads, stores and atomic operations.
 *
 * <p>Source: NVIDIA, "PTX ISA", sections "ld", "st", "atom" and "red".
 */
final class MemorySteps {
    /** Generic addresses of shared memory and of a thread's own lie in windows far above those of allocations. */
    static final long SHARED_WINDOW = 1L << 60;

    static final long LOCAL_WINDOW = 2L << 60;
    private static final long WINDOWS = 3L << 60;

    private MemorySteps() {}

    /** Returns the space that an instruction names; null if the address says it. */
    static @Nullable Space space(Instruction instruction) {
        for (String modifier : instruction.modifiers()) {
            String name = modifier.replaceFirst("::.*", "");
            for (Space space : Space.values()) {
                if (space.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return space;
                }
            }
        }
        return null;
    }

    /**
     * Loads.
     *
     * @param to registers, one after the other
     * @param base register with the address
     */
    static Step load(PtxType type, @Nullable Space space, int[] to, int base, long offset) {
        int bytes = type.bytes();
        return each(
                (warp, lane, address) -> {
                    checkAlignment(address, (long) bytes * to.length);
                    for (int i = 0; i < to.length; i++) {
                        // What is loaded fills a register that is wider, with its sign if it has one.
                        long bits = Width.widen(type, get(warp, lane, space, address + (long) i * bytes, bytes));
                        warp.registers[to[i] * Warp.LANES + lane] = type.isSigned() ? bits : Width.narrow(type, bits);
                    }
                },
                base,
                offset);
    }

    static Step store(PtxType type, @Nullable Space space, int[] from, int base, long offset) {
        int bytes = type.bytes();
        return each(
                (warp, lane, address) -> {
                    checkAlignment(address, (long) bytes * from.length);
                    for (int i = 0; i < from.length; i++) {
                        set(
                                warp,
                                lane,
                                space,
                                address + (long) i * bytes,
                                bytes,
                                warp.registers[from[i] * Warp.LANES + lane]);
                    }
                },
                base,
                offset);
    }

    /**
     * Changes a number in memory in one step.
     *
     * @param to register for what was there; −1 if nobody wants it
     * @param operand register
     * @param compared register of what {@code cas} compares with; else −1
     */
    static Step atomic(
            PtxType type,
            @Nullable Space space,
            @Nullable LongBinaryOperator change,
            int to,
            int base,
            long offset,
            int operand,
            int compared) {
        int bytes = type.bytes();
        return each(
                (warp, lane, address) -> {
                    checkAlignment(address, bytes);
                    long[] r = warp.registers;
                    synchronized (warp.block.memory) {
                        long second = r[operand * Warp.LANES + lane];
                        long expected = compared < 0 ? 0 : Width.narrow(type, r[compared * Warp.LANES + lane]);
                        long old = change(
                                warp,
                                lane,
                                space,
                                address,
                                bytes,
                                before -> change != null
                                        ? change.applyAsLong(before, second)
                                        : before == expected ? second : before);
                        if (to >= 0) {
                            r[to * Warp.LANES + lane] = old;
                        }
                    }
                },
                base,
                offset);
    }

    /** What one lane does at an address. */
    private interface Access {
        void at(Warp warp, int lane, long address);
    }

    private static Step each(Access access, int base, long offset) {
        return (warp, lanes) -> {
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                try {
                    access.at(warp, lane, warp.registers[base * Warp.LANES + lane] + offset);
                } catch (EmulatorException fault) {
                    throw new LaneFault(lane, fault);
                }
            }
        };
    }

    private static void checkAlignment(long address, long bytes) {
        if ((address & bytes - 1) != 0) {
            throw new EmulatorException(
                    "the address 0x" + Long.toHexString(address) + " is not a multiple of " + bytes);
        }
    }

    private static long get(Warp warp, int lane, @Nullable Space space, long address, int bytes) {
        Block block = warp.block;
        return switch (where(space, address)) {
            case PARAM -> block.parameter(address, bytes);
            case SHARED -> block.shared.load((int) (address & ~WINDOWS), bytes, warp.thread(lane));
            case LOCAL -> Bytes.get(warp.local(lane), local(warp, lane, address, bytes), bytes);
            default -> block.memory.load(address, bytes);
        };
    }

    private static void set(Warp warp, int lane, @Nullable Space space, long address, int bytes, long value) {
        Block block = warp.block;
        switch (where(space, address)) {
            case SHARED -> block.shared.store((int) (address & ~WINDOWS), bytes, value, warp.thread(lane));
            case LOCAL -> Bytes.set(warp.local(lane), local(warp, lane, address, bytes), bytes, value);
            case PARAM, CONST -> throw new EmulatorException("writes to what is read only");
            default -> block.memory.store(address, bytes, value);
        }
    }

    private static long change(
            Warp warp, int lane, @Nullable Space space, long address, int bytes, LongUnaryOperator change) {
        if (where(space, address) == Space.SHARED) {
            return warp.block.shared.change((int) (address & ~WINDOWS), bytes, change, warp.thread(lane));
        }
        long old = get(warp, lane, space, address, bytes);
        set(warp, lane, space, address, bytes, change.applyAsLong(old));
        return old;
    }

    private static Space where(@Nullable Space space, long address) {
        if (space != null) {
            return space;
        }
        long window = address & WINDOWS;
        return window == SHARED_WINDOW ? Space.SHARED : window == LOCAL_WINDOW ? Space.LOCAL : Space.GLOBAL;
    }

    private static int local(Warp warp, int lane, long address, int bytes) {
        long offset = address & ~WINDOWS;
        int size = warp.local(lane).length;
        if (offset + bytes > size) {
            throw new EmulatorException(
                    "touches " + bytes + " bytes at " + offset + " of its own memory, which has " + size);
        }
        return (int) offset;
    }
}
