package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import java.util.ArrayList;
import java.util.List;

/** Threads that share memory and meet at barriers. */
final class Block {
    final Program program;
    final DeviceMemory memory;
    final SharedMemory shared;
    private final byte[] parameters;
    private final Grid place;
    private final Grid threads;
    private final List<Warp> warps = new ArrayList<>();

    Block(
            Program program,
            DeviceMemory memory,
            byte[] parameters,
            Grid grid,
            Grid threads,
            Grid place,
            int sharedBytes) {
        this.program = program;
        this.memory = memory;
        this.parameters = parameters;
        this.place = place;
        this.threads = threads;
        int count = (int) threads.count();
        int warpCount = (count + Warp.LANES - 1) / Warp.LANES;
        shared = new SharedMemory(program.sharedBytes() + sharedBytes, warpCount);
        for (int number = 0; number < warpCount; number++) {
            Warp warp = new Warp(this, number, count);
            program.specials().forEach((name, register) -> {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    warp.registers[register * Warp.LANES + lane] = special(name, grid, warp, lane);
                }
            });
            warps.add(warp);
        }
    }

    private long special(String name, Grid grid, Warp warp, int lane) {
        Grid thread = threads.place(warp.thread(lane));
        char axis = name.charAt(name.length() - 1);
        return switch (name) {
            case "%tid.x", "%tid.y", "%tid.z" -> thread.part(axis);
            case "%ntid.x", "%ntid.y", "%ntid.z" -> threads.part(axis);
            case "%ctaid.x", "%ctaid.y", "%ctaid.z" -> place.part(axis);
            case "%nctaid.x", "%nctaid.y", "%nctaid.z" -> grid.part(axis);
            case "%laneid" -> lane;
            case "%lanemask_eq" -> 1L << lane;
            case "%lanemask_lt" -> (1L << lane) - 1;
            case "%lanemask_le" -> (2L << lane) - 1;
            case "%lanemask_gt" -> 0xFFFFFFFFL & -(2L << lane);
            case "%lanemask_ge" -> 0xFFFFFFFFL & -(1L << lane);
            default -> throw new EmulatorException(program.name() + " asks for " + name + ", which is not emulated");
        };
    }

    Grid place() {
        return place;
    }

    Grid threadPlace(int thread) {
        return threads.place(thread);
    }

    long parameter(long offset, int bytes) {
        if (offset < 0 || offset + bytes > parameters.length) {
            throw new EmulatorException(
                    "reads " + bytes + " bytes at " + offset + " of its arguments, which have " + parameters.length);
        }
        return Bytes.get(parameters, (int) offset, bytes);
    }

    /** Executes all threads to their end. */
    void run(Schedule schedule) {
        while (true) {
            List<Warp> ready = warps.stream()
                    .filter(warp -> (warp.alive() & ~warp.waiting()) != 0)
                    .toList();
            if (ready.isEmpty()) {
                if (!meet()) {
                    return;
                }
                continue;
            }
            for (Warp warp : schedule.order(ready)) {
                schedule.executed(warp.run(schedule.slice()), this);
            }
        }
    }

    /** Lets the threads go on that wait for each other; returns whether there are any. */
    private boolean meet() {
        Warp first = null;
        boolean ended = false;
        for (Warp warp : warps) {
            if (warp.waiting() == 0) {
                ended = true;
            } else if (first == null) {
                first = warp;
            }
        }
        if (first == null) {
            return false;
        }
        for (Warp warp : warps) {
            if (warp.waiting() != 0
                    && (warp.barrier() != first.barrier() || warp.barrierLine() != first.barrierLine())) {
                throw new EmulatorException(program.name() + ", block " + place
                        + ": threads wait at the barriers of line " + first.barrierLine() + " and " + warp.barrierLine()
                        + ", and none comes to the other's");
            }
        }
        if (ended) {
            throw new EmulatorException(program.name() + ", block " + place + ": threads wait at the barrier of line "
                    + first.barrierLine() + ", and others have ended without it");
        }
        shared.barrier();
        warps.forEach(Warp::release);
        return true;
    }
}
