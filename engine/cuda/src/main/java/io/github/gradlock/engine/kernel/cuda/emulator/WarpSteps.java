package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;

/**
 * What the lanes of a warp do with each other.
 *
 * <p>Source: NVIDIA, "PTX ISA", sections "shfl.sync", "vote.sync", "bar.warp.sync" and "activemask".
 */
final class WarpSteps {
    private WarpSteps() {}

    /**
     * Gives each lane a register of another one.
     *
     * @param to register; {@code inRange} a predicate, −1 if nobody wants it
     * @param control segment and greatest lane, as the instruction has them
     */
    static Step shuffle(Instruction instruction, int to, int inRange, int from, int by, int control, int mask) {
        String mode = instruction.modifiers().get(1);
        return (warp, lanes) -> {
            checkTogether(warp, lanes, mask);
            long[] r = warp.registers;
            long[] before = new long[Warp.LANES];
            System.arraycopy(r, from * Warp.LANES, before, 0, Warp.LANES);
            int defined = warp.defined[from];
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                int amount = (int) r[by * Warp.LANES + lane] & 31;
                int word = (int) r[control * Warp.LANES + lane];
                int segment = word >>> 8 & 31;
                int greatest = lane & segment | word & 31 & ~segment;
                int least = lane & segment;
                int source =
                        switch (mode) {
                            case "up" -> lane - amount;
                            case "down" -> lane + amount;
                            case "bfly" -> lane ^ amount;
                            default -> least | amount & ~segment;
                        };
                boolean within = mode.equals("up") ? source >= greatest : source <= greatest;
                int taken = within ? source : lane;
                if ((lanes >>> taken & 1) == 0 || (defined >>> taken & 1) == 0) {
                    throw new LaneFault(
                            lane,
                            new EmulatorException("takes a register of lane " + taken
                                    + ", which takes no part or has not written it"));
                }
                r[to * Warp.LANES + lane] = before[taken];
                if (inRange >= 0) {
                    r[inRange * Warp.LANES + lane] = within ? 1 : 0;
                }
            }
        };
    }

    /** Asks all lanes something. */
    static Step vote(Instruction instruction, int to, int predicate, boolean negated, int mask) {
        String mode = instruction.modifiers().get(1);
        return (warp, lanes) -> {
            checkTogether(warp, lanes, mask);
            int ballot = 0;
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                if (warp.registers[predicate * Warp.LANES + lane] != 0 != negated) {
                    ballot |= 1 << lane;
                }
            }
            long answer =
                    switch (mode) {
                        case "ballot" -> ballot & 0xFFFFFFFFL;
                        case "all" -> ballot == lanes ? 1 : 0;
                        case "any" -> ballot != 0 ? 1 : 0;
                        case "uni" -> ballot == lanes || ballot == 0 ? 1 : 0;
                        default -> throw new EmulatorException("vote." + mode + " is not emulated");
                    };
            setAll(warp, lanes, to, answer);
        };
    }

    static Step activeMask(int to) {
        return (warp, lanes) -> setAll(warp, lanes, to, lanes & 0xFFFFFFFFL);
    }

    /** Lets the lanes of a warp meet. */
    static Step barrier(int mask) {
        return (warp, lanes) -> {
            checkTogether(warp, lanes, mask);
            warp.block.shared.warpBarrier(warp.number);
        };
    }

    private static void setAll(Warp warp, int lanes, int to, long value) {
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            warp.registers[to * Warp.LANES + Integer.numberOfTrailingZeros(rest)] = value;
        }
    }

    /** Lanes go lowest place first, and so those that are named have come together wherever their ways do. */
    private static void checkTogether(Warp warp, int lanes, int mask) {
        int named = (int) warp.registers[mask * Warp.LANES + Integer.numberOfTrailingZeros(lanes)];
        if ((named & warp.alive()) != lanes) {
            throw new EmulatorException("names the lanes " + String.format("%08x", named)
                    + ", and those that come together are " + String.format("%08x", lanes));
        }
    }
}
