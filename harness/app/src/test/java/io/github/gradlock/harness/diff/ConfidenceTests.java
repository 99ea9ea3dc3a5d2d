package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfidenceTests {
    @Test
    void boundsWhatCleanRunsMayHaveMissed() {
        assertEquals(0.95, Confidence.upperBound(1), 1e-15);
        assertEquals(0.0798465, Confidence.upperBound(36), 5e-8);
        assertEquals(1 - Math.pow(0.05, 1 / 30.0), Confidence.upperBound(30), 1e-15);
        assertEquals(3e-6, Confidence.upperBound(1_000_000), 1e-8);
        assertThrows(IllegalArgumentException.class, () -> Confidence.upperBound(0));
    }
}
