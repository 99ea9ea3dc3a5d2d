package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;

/** An instruction that is ready to be executed: its registers are numbers, its operation is code. */
final class Operation {
    /** What it means for the way of the threads. */
    enum Kind {
        /** They go on to the next one. */
        PLAIN,
        /** They go to a target. */
        JUMP,
        /** They end. */
        END,
        /** They wait for the others of the block; the target is the barrier's number. */
        BARRIER
    }

    /** Computes for lanes of a warp. */
    @FunctionalInterface
    interface Step {
        void run(Warp warp, int lanes);
    }

    private final Instruction instruction;
    private final Kind kind;
    private final Step step;
    private final int[] reads;
    private final int[] writes;

    /** Register of the guard; −1 if there is none. */
    private final int guard;

    private final boolean negated;
    private int target;

    Operation(Instruction instruction, Kind kind, Step step, int[] reads, int[] writes, int guard) {
        this.instruction = instruction;
        this.kind = kind;
        this.step = step;
        this.reads = reads;
        this.writes = writes;
        this.guard = guard;
        this.negated = instruction.guard() != null && instruction.guard().negated();
    }

    Kind kind() {
        return kind;
    }

    int target() {
        return target;
    }

    void setTarget(int target) {
        this.target = target;
    }

    int line() {
        return instruction.line();
    }

    /** Returns those of the lanes for which it is executed. */
    int acting(Warp warp, int lanes) {
        if (guard < 0) {
            return lanes;
        }
        checkDefined(warp, guard, lanes);
        int acting = 0;
        int base = guard * Warp.LANES;
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            int lane = Integer.numberOfTrailingZeros(rest);
            if (warp.registers[base + lane] != 0 != negated) {
                acting |= 1 << lane;
            }
        }
        return acting;
    }

    void execute(Warp warp, int lanes) {
        for (int register : reads) {
            if ((lanes & ~warp.defined[register]) != 0) {
                checkDefined(warp, register, lanes);
            }
        }
        try {
            step.run(warp, lanes);
        } catch (LaneFault fault) {
            throw fault(warp, 1 << fault.lane(), fault.reason());
        } catch (EmulatorException fault) {
            throw fault(warp, lanes, fault);
        }
        for (int register : writes) {
            warp.defined[register] |= lanes;
        }
    }

    private void checkDefined(Warp warp, int register, int lanes) {
        int missing = lanes & ~warp.defined[register];
        if (missing != 0) {
            throw fault(
                    warp,
                    missing,
                    new EmulatorException("reads the register " + warp.block.program.nameOf(register)
                            + ", which it has not written"));
        }
    }

    /** Returns what went wrong with its place. */
    EmulatorException fault(Warp warp, int lanes, EmulatorException reason) {
        int thread = warp.thread(Integer.numberOfTrailingZeros(lanes));
        return new EmulatorException(
                warp.block.program.name() + ", block " + warp.block.place() + ", thread "
                        + warp.block.threadPlace(thread) + ", line " + instruction.line() + " (" + instruction + "): "
                        + reason.getMessage(),
                reason);
    }
}
