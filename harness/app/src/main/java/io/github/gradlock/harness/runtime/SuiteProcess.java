package io.github.gradlock.harness.runtime;

/**
 * One process of an environment's run.
 *
 * @param restart its number, from 0
 * @param traced whether the suite may trace its operations; it does so in the first iteration of process 0
 * @param profile the condition that it is run under
 */
public record SuiteProcess(int restart, boolean traced, StressProfile profile) {
    /** Returns a process that is run as the environment is. */
    public static SuiteProcess plain(int restart) {
        return new SuiteProcess(restart, true, StressProfile.NONE);
    }
}
