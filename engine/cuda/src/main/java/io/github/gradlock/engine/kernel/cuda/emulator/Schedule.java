package io.github.gradlock.engine.kernel.cuda.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * In which order warps and blocks are executed. No result that the contract knows depends on it, and hardware promises none: so there is one that is always
 * the same, and one that is drawn, which shows what does depend on it.
 */
final class Schedule {
    private static final int LONGEST_SLICE = 200;

    private final @Nullable Random random;
    private final long most;
    private long executed;

    /**
     * Makes one.
     *
     * @param random null for the order of the numbers
     * @param most instructions of a warp that a block may execute before it counts as one that does not end
     */
    Schedule(@Nullable Random random, long most) {
        this.random = random;
        this.most = most;
    }

    List<Warp> order(List<Warp> ready) {
        if (random == null) {
            return ready;
        }
        List<Warp> drawn = new ArrayList<>(ready);
        Collections.shuffle(drawn, random);
        return drawn;
    }

    /** Returns how many instructions a warp executes before another one's turn. */
    int slice() {
        return random == null ? Integer.MAX_VALUE >> 1 : 1 + random.nextInt(LONGEST_SLICE);
    }

    void executed(int instructions, Block block) {
        executed += instructions;
        if (executed > most) {
            throw new EmulatorException(block.program.name() + ", block " + block.place() + ": executed " + executed
                    + " instructions and does not end");
        }
    }
}
