package io.github.gradlock.harness.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StableLinesTests {
    private static final List<String> ACTUAL = List.of(
            "gradlock · suite faults · 2 cases",
            "",
            "  ✔ host[jit=c2]     2    9.7 s   00a1b2…",
            "  at [0]   host              -3.25E-12  0xbd8b3b967cd55bf1",
            "           host[libm=java]   -3.5   0xbd8b3b967cd55bea",
            "  agree: host, host[threads=4]        apart: host[libm=java]",
            "Reproducible: 3,482 of 3,482 cases are the same bits in 2 of 2 environments, 4 runs.");

    @Test
    void numbersTimesDigestsAndElementsMayDiffer() {
        assertEquals(
                "",
                missing(
                        "gradlock · suite faults · 13 cases",
                        "  ✔ host[jit=c2]  1,214  247.9 s   53cd2d…",
                        "  at [17,3]   host              1.5  0xbd8b3b967cd55bf0",
                        "              host[libm=java]   1.25   0xbd8b3b967cd55bea",
                        "  agree: host        apart: host[libm=java]",
                        "Reproducible: 8 of 8 cases are the same bits in 9 of 20 environments, 46 runs."));
    }

    @Test
    void theRestMayNot() {
        assertEquals("Different: 8 cases", missing("gradlock · suite faults · 2 cases", "Different: 8 cases"));
        assertEquals("  ✘ host[jit=c2]  2  9.7 s  00a1b2…", missing("  ✘ host[jit=c2]  2  9.7 s  00a1b2…"));
        assertEquals(
                "gradlock · suite faults · 2 cases", missing("  agree: host", "gradlock · suite faults · 2 cases"));
    }

    @Test
    void whatIsLeftOutStandsForAnything() {
        assertEquals("", missing("gradlock · …", "  … (the same for others)", "Reproducible: … runs."));
        assertEquals("Reproducible: … walks.", missing("Reproducible: … walks."));
    }

    private static String missing(String... expected) {
        return StableLines.missing(List.of(expected), ACTUAL);
    }
}
