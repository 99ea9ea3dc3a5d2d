package io.github.gradlock.harness.diff;

import java.util.List;

/**
 * Something of a case that could not be compared.
 *
 * @param kind what sort
 * @param environments where
 * @param message for a person, with names
 */
public record Finding(Kind kind, List<String> environments, String message) {
    /** Copies the environments. */
    public Finding {
        environments = List.copyOf(environments);
    }

    /** Sorts of findings. */
    public enum Kind {
        /** The case is not in the bundle, or not as often as the bundle says that it was executed. */
        CASE_MISSING,
        /** An execution of the case failed. */
        FAILED,
        /** An execution of the case was skipped. */
        SKIPPED,
        /** A tensor is recorded in some environments only. */
        TENSOR_MISSING,
        /** A tensor has another element type or shape. */
        TYPE_OR_SHAPE,
        /** There was one execution only, or nothing was recorded; not a fault, but nothing to call reproducible. */
        NOT_COMPARED
    }
}
