package io.github.gradlock.engine.autograd;

import java.util.List;

/** A level of forward mode of one thread; closing it ends it, and levels must be closed from the innermost outwards. */
public final class DualLevel implements AutoCloseable {
    private final ThreadState thread;

    DualLevel(ThreadState thread) {
        this.thread = thread;
        thread.levels.add(this);
        thread.activeLevels = thread.levels.size();
    }

    /**
     * Ends the level: its tangents are gone.
     *
     * @throws IllegalStateException if it is not the innermost open level of this thread
     */
    @Override
    public void close() {
        List<DualLevel> levels = thread.levels;
        if (ThreadState.current() != thread || levels.isEmpty() || levels.get(levels.size() - 1) != this) {
            throw new IllegalStateException(
                    "Trying to exit a forward AD level that was not the last one that was created,"
                            + " or was closed already: close levels from the innermost outwards, in the thread that opened them");
        }
        levels.remove(levels.size() - 1);
        thread.activeLevels = levels.size();
    }
}
