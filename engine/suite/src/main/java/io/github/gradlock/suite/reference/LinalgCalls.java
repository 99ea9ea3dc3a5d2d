package io.github.gradlock.suite.reference;

/** Calls of linear algebra. */
final class LinalgCalls {
    private LinalgCalls() {}

    static void addTo(CallTable t) {}
}
