package io.github.gradlock.recorder;

/**
 * Gives cases their recorders while a suite runs inside an environment: the way in for gradlock's probe.
 *
 * <p>Without one, as in an IDE or a build, tests record into memory.
 */
public interface RecorderProvider {
    /**
     * Returns the recorder of a case.
     *
     * @param uniqueId JUnit's id of the test
     * @param caseId as {@link CaseId} gives it
     */
    GradientRecorder recorder(String uniqueId, String caseId);

    /** Returns whether a case is wanted; the others are not executed. */
    boolean isSelected(String caseId);
}
