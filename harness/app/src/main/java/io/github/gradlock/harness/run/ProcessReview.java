package io.github.gradlock.harness.run;

import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.SuiteProgram;
import io.github.gradlock.protocol.SessionEnd;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * Returns whether the results say of themselves that they are all.
     *
     * @param session with results
     */
    default boolean isFinished(Path session) throws IOException {
        return SessionEnd.of(session).finished();
    }

    /** Returns the case that the process of a session was at, for the end of a sentence; nothing if nobody knows. */
    static String at(Path session) throws IOException {
        String running = Files.isDirectory(session) ? SessionEnd.running(session) : null;
        return running == null ? "" : ", in " + PlainText.of(running);
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
