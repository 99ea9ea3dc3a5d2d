package io.github.gradlock.harness.localise;

/**
 * A place where the two traces do not execute the same operations.
 *
 * @param kind of difference
 * @param left position in the first trace, from 0, or of the step before which something was added
 * @param right position in the second trace, likewise
 * @param text for people, with steps counted from 1
 */
public record StructuralDifference(Kind kind, int left, int right, String text) {
    /** Kinds of structural differences. */
    public enum Kind {
        /** Only the second trace has these steps. */
        ADDED,
        /** Only the first trace has these steps. */
        REMOVED,
        /** The same operation, with other attributes, types or shapes. */
        CHANGED,
        /** The same operation, which takes its inputs from other steps. */
        REWIRED
    }
}
