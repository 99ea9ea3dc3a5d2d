package io.github.gradlock.probe.twins;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two cases that were given the same name. */
class TwinSample {
    @Test
    @DisplayName("twin")
    void one() {}

    @Test
    @DisplayName("twin")
    void two() {}
}
