package io.github.gradlock.probe.sample;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A class that fails before its first test; its cases must not vanish. */
class BrokenSample {
    @BeforeAll
    static void fail() {
        throw new IllegalStateException("before all");
    }

    @Test
    void neverStarted() {}

    @ParameterizedTest
    @MethodSource("java.util.List#of")
    void neverUnfolded(String value) {}
}
