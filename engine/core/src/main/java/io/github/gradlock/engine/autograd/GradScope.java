package io.github.gradlock.engine.autograd;

/** A stretch of code with recording switched on or off; closing it restores what was before, in the same thread. */
public interface GradScope extends AutoCloseable {
    @Override
    void close();
}
