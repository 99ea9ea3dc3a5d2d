package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTests {
    @Test
    void tellsWhatIsReproducibleAndWhatWasNotRun() throws IOException {
        assertEquals("""
                gradlock · suite gradients · 2 cases · 3 environments · 1 iteration × 1 restart

                  ✔ host-jdk17[jit=c2]      2    6.1 s   9f31c2…
                  ✔ temurin-21              2    6.1 s   9f31c2…
                  – cuda-12.8            not run: no NVIDIA driver here (gradlock doctor)

                Reproducible: 2 of 2 cases are the same bits in 2 of 3 environments, 4 runs.
                4 clean runs: a variation that shows in more than 53 % of runs would have been seen (95 % confidence).
                report  report/index.html

                hint: gradlock doctor says what this machine lacks""", text(ReportFixture.passing().terminal(Path.of("report/index.html"))));
    }

    @Test
    void tellsWhatDiffersWithElementsAndSides() throws IOException {
        assertEquals("", text(ReportFixture.failing().terminal(null)));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }
}
