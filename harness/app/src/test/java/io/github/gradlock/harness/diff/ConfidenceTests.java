package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(0.0798465, Confidence.leastSeen(36).orElseThrow(), 5e-8);
        assertEquals(1 - Math.pow(0.05, 1 / 30.0), Confidence.leastSeen(30).orElseThrow(), 1e-12);
        assertEquals(3e-6, Confidence.leastSeen(1_000_000).orElseThrow(), 1e-8);
        assertEquals(0.4018764, Confidence.leastSeen(6).orElseThrow(), 5e-7);
        assertThrows(IllegalArgumentException.class, () -> Confidence.leastSeen(0));
    }

    @Test
    void fewRunsBoundNothing() {
        for (int repetitions = 1; repetitions < 6; repetitions++) {
            assertTrue(Confidence.leastSeen(repetitions).isEmpty());
        }
        double share = Confidence.leastSeen(6).orElseThrow();
        assertTrue(Confidence.seen(share, 6) >= 0.95);
        assertTrue(Confidence.seen(share - 1e-9, 6) < 0.95);
    }
}
