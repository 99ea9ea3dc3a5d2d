package io.github.gradlock.protocol;

/** How a case ended. */
public enum CaseStatus {
    PASSED,
    FAILED,
    SKIPPED
}
