package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReprTests {
    /** What Python's repr gives for the same values. */
    @Test
    void numbersAreThoseOfPython() {
        double[] values = {
            0.1, 1, -0.0, 1e-4, 1e-5, 1.5e-8, 1e15, 1e16, 1.25e22, 2e-3, 4.9e-324, 1.7976931348623157e308, 0.3
        };
        List<String> texts = List.of(
                "0.1",
                "1.0",
                "-0.0",
                "0.0001",
                "1e-05",
                "1.5e-08",
                "1000000000000000.0",
                "1e+16",
                "1.25e+22",
                "0.002",
                "5e-324",
                "1.7976931348623157e+308",
                "0.3");
        for (int i = 0; i < values.length; i++) {
            assertEquals(texts.get(i), Repr.of(values[i]));
        }
        assertEquals("-inf", Repr.of(Double.NEGATIVE_INFINITY));
        assertEquals("nan", Repr.of(Double.NaN));
        assertEquals("True", Repr.of(true));
        assertEquals(
                "(2,) (2, 3) ()",
                Repr.tuple(List.of(2)) + " " + Repr.tuple(List.of(2, 3)) + " " + Repr.tuple(List.of()));
    }
}
