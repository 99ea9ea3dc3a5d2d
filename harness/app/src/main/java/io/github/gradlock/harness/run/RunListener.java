package io.github.gradlock.harness.run;

/** Hears what happens in a run, from several threads. */
public interface RunListener {
    /** An environment is being made ready. */
    void started(String environment);

    /** So many executions of so many are done in an environment, over all its processes. */
    void progress(String environment, int done, int total);

    /** A process of an environment starts, from 1, of so many; fewer may turn out to be enough. */
    default void process(String environment, int number, int total) {}

    /** The last process of an environment has ended, and its bundle is about to be written. */
    default void concludes(String environment) {}

    /** An environment is done with. */
    void finished(EnvironmentResult result);
}
