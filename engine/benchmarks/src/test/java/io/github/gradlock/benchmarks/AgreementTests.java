package io.github.gradlock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTests {
    private static final List<double[]> RESULT = List.of(new double[] {1, -100});

    @Test
    void aDeviationIsAShareOfTheGreatestElement() {
        Agreement agreement = Agreement.of(List.of(new double[] {1.5, -100}), RESULT, 0.01);
        assertTrue(agreement.holds());
        assertEquals(0.005, agreement.deviation());
    }

    @Test
    void moreThanTheToleranceIsNamedWithItsResult() {
        Agreement agreement = Agreement.of(List.of(new double[] {3, -100}), RESULT, 0.01);
        assertFalse(agreement.holds());
        assertEquals("result 0 is 2.00e-02 of its greatest element apart, allowed 1e-02", agreement.problem());
    }

    @Test
    void nanAgreesWithNothing() {
        assertFalse(Agreement.of(List.of(new double[] {Double.NaN, -100}), RESULT, 1)
                .holds());
        assertFalse(Agreement.of(RESULT, List.of(new double[] {1, Double.NaN}), 1)
                .holds());
    }

    @Test
    void otherNumbersOfResultsOrElementsDoNotAgree() {
        assertFalse(Agreement.of(List.of(), RESULT, 1).holds());
        assertFalse(Agreement.of(List.of(new double[] {1}), RESULT, 1).holds());
    }
}
