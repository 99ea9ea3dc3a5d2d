package io.github.gradlock.harness.runtime;

/**
 * How one process of a suite ended.
 *
 * @param ending of which kind
 * @param exitCode of the process; 0 if every case passed or failed as a case, 2 for bad usage, 3 if the suite could not run,
 *     {@link #NOTHING_SELECTED} if tags and patterns leave no case of it
 * @param seconds from start to end
 * @param detail what a person should know of an ending that is not {@link Ending#EXITED}; empty otherwise
 */
public record ProcessOutcome(Ending ending, int exitCode, double seconds, String detail) {
    /** Exit status of a probe that found cases for none of its tags and patterns. */
    public static final int NOTHING_SELECTED = 5;

    /** Kinds of endings. */
    public enum Ending {
        /** By itself, with its exit status. */
        EXITED,
        /** Ended from outside, since its time was over. */
        TIMED_OUT,
        /** Ended from outside, since it took more memory than it was given. */
        OUT_OF_MEMORY,
        /** What it ran in is gone, and its session with it. */
        LOST
    }

    /** Returns whether the process came to its own end and left a whole session. */
    public boolean isComplete() {
        return ending == Ending.EXITED && exitCode == 0;
    }

    /** Returns whether the process says that its tags and patterns leave no case. */
    public boolean isNothingSelected() {
        return ending == Ending.EXITED && exitCode == NOTHING_SELECTED;
    }

    /** Returns why it is not complete, for a person. */
    public String reason() {
        return switch (ending) {
            case EXITED ->
                "the suite's process ended with exit status " + exitCode
                        + (exitCode > 128 ? " (signal " + (exitCode - 128) + ")" : "");
            case TIMED_OUT, OUT_OF_MEMORY, LOST -> detail;
        };
    }
}
