package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CasesTests {
    @Test
    void everyCaseHasOneTestThatSaysWhatItIs() {
        assertTrue(Cases.planted().size() >= 6 && Cases.controls().size() >= 2, "cases are missing");
        Stream.concat(Cases.planted().stream(), Cases.controls().stream())
                .forEach(type -> assertEquals(1, Cases.tests(type).size(), type.getSimpleName()));
        for (Class<?> type : Cases.planted()) {
            assertTrue(Cases.tests(type).get(0).isAnnotationPresent(Planted.class), type.getSimpleName());
        }
        for (Class<?> type : Cases.controls()) {
            assertTrue(Cases.tests(type).get(0).isAnnotationPresent(Control.class), type.getSimpleName());
        }
    }

    @Test
    void casesLoadWhereTheVectorApiIsMissing() {
        // This JVM has the default modules only, so that one class of the suite cannot be linked.
        assertThrows(NoClassDefFoundError.class, () -> LaneArithmetic.exp(new double[8]));
        for (Class<?> type : Cases.planted()) {
            assertEquals(1, Cases.tests(type).get(0).getParameterCount(), type.getSimpleName());
        }
    }
}
