package io.github.gradlock.harness.runtime;

/** Hears how far a process has come. */
@FunctionalInterface
public interface ProgressListener {
    /** Says that so many executions of so many are done. */
    void progress(int done, int total);
}
