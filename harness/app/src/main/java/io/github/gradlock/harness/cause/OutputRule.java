package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;

/** A rule that looks at the elements of what differs, operation by operation. Many operations do not make it surer than one. */
interface OutputRule {
    /** Looks at the first output of an operation that differs; both sides have one type and number of elements. */
    void examine(Facts facts, DifferingOutput output, Collector found);
}
