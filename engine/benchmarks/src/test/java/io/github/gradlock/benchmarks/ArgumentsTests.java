package io.github.gradlock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTests {
    @Test
    void readsWhatTheHarnessWrites() {
        Arguments arguments = Arguments.parse("--quick", "--only", "matmul", "--only", "exp/*", "--list");
        assertEquals(new Arguments(true, true, List.of("matmul", "exp/*")), arguments);
        assertEquals(Pace.QUICK, arguments.pace());
        assertEquals(Pace.FULL, Arguments.parse().pace());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> Arguments.parse("--fast"));
        assertThrows(IllegalArgumentException.class, () -> Arguments.parse("--only"));
    }

    @Test
    void choosesRowsByWorkSizeAndType() {
        assertEquals(8, rows("matmul").size());
        assertEquals(2, rows("matmul/512").size());
        assertEquals(
                List.of("matmul/512/float64"),
                rows("*/float64", "matmul/512/float64").stream()
                        .filter(id -> id.startsWith("matmul"))
                        .toList());
        assertEquals(List.of(), rows("matmu"));
        assertEquals(List.of(), rows("matmul.*"));
        assertTrue(rows("conv2d*").containsAll(rows("conv2d_backward*")));
    }

    private static List<String> rows(String... patterns) {
        return WorkList.chosen(WorkList.all(Scale.FULL), false, List.of(patterns)).stream()
                .map(Work::id)
                .toList();
    }
}
