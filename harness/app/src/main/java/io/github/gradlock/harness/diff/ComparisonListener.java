package io.github.gradlock.harness.diff;

/** Hears how a comparison comes along; called from any thread, and often. */
public interface ComparisonListener {
    /** Does not listen. */
    ComparisonListener NONE = new ComparisonListener() {};

    /**
     * A case is compared next.
     *
     * @param done number of cases before it
     */
    default void comparing(String caseId, int done) {}

    /**
     * The elements of a tensor of two environments are compared next.
     *
     * @param bytes of one side
     */
    default void comparing(String caseId, String tensor, long bytes) {}

    /**
     * So many bytes of one side more are compared; negative where they are gone over again.
     *
     * @param bytes since the last call
     */
    default void advanced(long bytes) {}
}
