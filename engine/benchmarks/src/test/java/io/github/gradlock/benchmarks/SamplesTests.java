package io.github.gradlock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SamplesTests {
    private static final double[] NONE = {};

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwo() {
        assertEquals(3, Samples.median(9, 1, 3));
        assertEquals(2, Samples.median(9, 1, 3, 1));
    }

    @Test
    void ratiosAreTheirTimeOverOursRoundByRound() {
        Samples samples = new Samples(new double[] {2, 4, 1}, new double[] {4, 2, 1}, NONE);
        assertArrayEquals(new double[] {0.5, 1, 2}, samples.ratios());
    }

    @Test
    void emptyCallsAreTakenOffTheirs() {
        Samples samples = new Samples(new double[] {1, 1, 1}, new double[] {10, 20, 30}, new double[] {2, 4, 300});
        assertArrayEquals(new double[] {6, 16, 26}, samples.theirsAlone());
    }

    @Test
    void aTenthIsLeftAtLeast() {
        Samples samples = new Samples(new double[] {1}, new double[] {10}, new double[] {9.5});
        assertArrayEquals(new double[] {1}, samples.theirsAlone());
    }
}
