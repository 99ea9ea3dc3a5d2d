package io.github.gradlock.engine.kernel.cuda.emulator;

import java.util.Arrays;

/**
 * 32 threads that execute one instruction together, each with registers and a place in the program of its own. Threads that went apart are executed
 * lowest place first, so that they meet again where their ways do.
 */
final class Warp {
    static final int LANES = 32;

    /** Bits of register {@code s} of lane {@code l} at {@code s * 32 + l}. */
    final long[] registers;

    /** Lanes that have written a register. */
    final int[] defined;

    final Block block;
    final int number;
    private final Program program;
    private final int[] places = new int[LANES];
    private final byte[][] local = new byte[LANES][];
    private int alive;
    private int waiting;
    private int barrier = -1;
    private int barrierLine;

    Warp(Block block, int number, int threads) {
        this.block = block;
        this.number = number;
        this.program = block.program;
        registers = program.constants().fresh();
        defined = program.constants().defined();
        int lanes = Math.min(LANES, threads - number * LANES);
        alive = lanes == LANES ? -1 : (1 << lanes) - 1;
    }

    /** Returns the number of a lane's thread in the block. */
    int thread(int lane) {
        return number * LANES + lane;
    }

    int alive() {
        return alive;
    }

    int waiting() {
        return waiting;
    }

    int barrier() {
        return barrier;
    }

    /** Lets all that wait go on. */
    void release() {
        waiting = 0;
        barrier = -1;
    }

    byte[] local(int lane) {
        byte[] memory = local[lane];
        if (memory == null) {
            memory = new byte[program.localBytes()];
            local[lane] = memory;
        }
        return memory;
    }

    /**
     * Executes until all lanes wait or have ended, or so many instructions are done.
     *
     * @return how many were executed
     */
    int run(int most) {
        int done = 0;
        while (done < most) {
            int runnable = alive & ~waiting;
            if (runnable == 0) {
                break;
            }
            done += step(runnable, most - done);
        }
        return done;
    }

    /** Executes the lanes that are at the lowest place, until they meet others or part. */
    private int step(int runnable, int most) {
        int place = Integer.MAX_VALUE;
        int lanes = 0;
        int next = Integer.MAX_VALUE;
        for (int rest = runnable; rest != 0; rest &= rest - 1) {
            int lane = Integer.numberOfTrailingZeros(rest);
            int at = places[lane];
            if (at < place) {
                next = place;
                place = at;
                lanes = 1 << lane;
            } else if (at == place) {
                lanes |= 1 << lane;
            } else {
                next = Math.min(next, at);
            }
        }
        int done = 0;
        while (true) {
            Operation operation = program.operation(place);
            done++;
            int acting = operation.acting(this, lanes);
            switch (operation.kind()) {
                case PLAIN -> {
                    if (acting != 0) {
                        operation.execute(this, acting);
                    }
                    place++;
                }
                case JUMP -> {
                    if (acting == lanes) {
                        place = operation.target();
                    } else if (acting == 0) {
                        place++;
                    } else {
                        setPlaces(acting, operation.target());
                        setPlaces(lanes & ~acting, place + 1);
                        return done;
                    }
                }
                case END -> {
                    alive &= ~acting;
                    if (acting == lanes) {
                        return done;
                    }
                    lanes &= ~acting;
                    place++;
                }
                default -> {
                    meet(operation, acting, lanes, place);
                    return done;
                }
            }
            if (done >= most || place >= next || place < 0) {
                setPlaces(lanes, place);
                return done;
            }
        }
    }

    private void meet(Operation operation, int acting, int lanes, int place) {
        if (acting != lanes) {
            throw operation.fault(
                    this,
                    lanes & ~acting,
                    new EmulatorException("does not come to a barrier that others of its warp are at"));
        }
        int id = operation.target();
        if (barrier >= 0 && (barrier != id || barrierLine != operation.line())) {
            throw operation.fault(
                    this,
                    lanes,
                    new EmulatorException(
                            "is at another barrier than threads of its warp, which are at line " + barrierLine));
        }
        barrier = id;
        barrierLine = operation.line();
        waiting |= lanes;
        setPlaces(lanes, place + 1);
    }

    int barrierLine() {
        return barrierLine;
    }

    private void setPlaces(int lanes, int place) {
        if (lanes == -1) {
            Arrays.fill(places, place);
            return;
        }
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            places[Integer.numberOfTrailingZeros(rest)] = place;
        }
    }
}
