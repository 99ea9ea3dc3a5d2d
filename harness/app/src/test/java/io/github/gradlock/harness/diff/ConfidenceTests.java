package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfidenceTests {
    @Test
    void saysHowManyExecutionsShowWhatShowsNowAndThen() {
        assertEquals(1, Confidence.executions(1, 0.99));
        assertEquals(7, Confidence.executions(0.5, 0.99));
        assertEquals(44, Confidence.executions(0.1, 0.99));
        assertEquals(299, Confidence.executions(0.01, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Confidence.executions(0, 0.99));
        assertThrows(IllegalArgumentException.class, () -> Confidence.executions(0.5, 1));
    }

    @Test
    void boundsWhatCleanRunsMayHaveMissed() {
        assertEquals(0.95, Confidence.upperBound(1), 1e-15);
        assertEquals(0.0798465, Confidence.upperBound(36), 5e-8);
        assertEquals(1 - Math.pow(0.05, 1 / 30.0), Confidence.upperBound(30), 1e-15);
        assertEquals(3e-6, Confidence.upperBound(1_000_000), 1e-8);
        assertThrows(IllegalArgumentException.class, () -> Confidence.upperBound(0));
    }
}
