package io.github.gradlock.harness;

/** What the command line answers to its caller. */
public enum ExitStatus {
    /** Everything that was compared is the same bits, or within its policy. */
    REPRODUCIBLE,
    /** Results differ between environments, or one environment disagrees with itself. */
    DIFFERENT,
    /** Usage, spec, lock or bundle is at fault. */
    BAD_INPUT,
    /** An environment could not be made or did not finish, or results are missing. */
    INCOMPLETE,
    /** Fewer than two results: nothing was compared. */
    NOTHING_COMPARED;

    /** Returns the exit status of the process. */
    public int code() {
        return ordinal();
    }
}
