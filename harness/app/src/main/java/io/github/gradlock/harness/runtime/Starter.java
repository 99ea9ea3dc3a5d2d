package io.github.gradlock.harness.runtime;

/** Says how the processes of a job are started; the same on every runtime. */
public interface Starter {
    /**
     * Returns how a process is started.
     *
     * @param process which one
     * @param place where its files lie
     */
    Launch launch(SuiteProcess process, Place place);
}
