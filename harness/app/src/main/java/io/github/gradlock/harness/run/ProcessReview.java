package io.github.gradlock.harness.run;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.SuiteProgram;
import java.io.IOException;
import java.nio.file.Path;

/** Reads what a suite's process left: whether there are results, and why it ended as it did. */
interface ProcessReview {
    /**
     * Returns whether there are results.
     *
     * @param session the folder that it wrote to
     * @param first whether no process before has left results
     * @throws UnavailableException if the process says that it cannot run here
     */
    boolean isRecorded(ProcessOutcome outcome, Path session, boolean first) throws UnavailableException, IOException;

    /** Returns whether the process says that tags and patterns leave no case; a program's exit status may mean anything. */
    default boolean isNothingSelected(ProcessOutcome outcome) {
        return false;
    }

    /**
     * Returns whether the results say of themselves that they are all.
     *
     * @param session with results
     */
    default boolean isFinished(Path session) throws IOException {
        return true;
    }

    /**
     * Returns why it is not complete, for a person.
     *
     * @param output the file with what it printed
     */
    String reason(ProcessOutcome outcome, int restart, Path output) throws IOException;

    /** Adds to the results what the process could say of itself, and did not. */
    default void complete(
            Path session, ProcessOutcome outcome, ResolvedEnvironment environment, SuiteProcess process, SuiteJob job)
            throws IOException {
        // The probe says it all.
    }

    /** Returns the one for a program. */
    static ProcessReview of(SuiteProgram program) {
        return program instanceof CommandProgram command ? new CommandReview(command) : new ProbeReview();
    }
}
