package io.github.gradlock.engine.autograd;

/** A stretch of code in which a mode of this thread is switched; closing it restores what was before, in the same thread. */
public interface GradScope extends AutoCloseable {
    @Override
    void close();
}
