package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;

/** One kind of evidence: looks at the facts, and says what they mean for which causes. */
@FunctionalInterface
interface Rule {
    void examine(Facts facts, Collector found);
}
