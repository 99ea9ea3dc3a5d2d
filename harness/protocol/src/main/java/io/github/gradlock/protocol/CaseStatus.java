package io.github.gradlock.protocol;

/** How a case ended. */
public enum CaseStatus {
    /** Nothing failed. */
    PASSED,
    /** An assertion or an exception ended it. */
    FAILED,
    /** It did not run, or an assumption ended it. */
    SKIPPED
}
