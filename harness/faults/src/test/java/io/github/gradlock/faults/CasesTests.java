package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    void casesThatNeedNoVectorApiLoadWithoutIt() {
        // The modules of this JVM are the default ones, so that loading the class that needs the incubator would throw.
        for (Class<?> type : Cases.planted()) {
            assertEquals(1, Cases.tests(type).get(0).getParameterCount(), type.getSimpleName());
        }
    }
}
