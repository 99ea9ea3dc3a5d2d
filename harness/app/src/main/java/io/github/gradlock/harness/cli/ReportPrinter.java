package io.github.gradlock.harness.cli;

import java.util.List;
import java.util.Map;

/** Prints the lines of a report, coloured by the word they start with. */
final class ReportPrinter {
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final Map<String, Integer> STYLES = Map.of(
            "FAILED", RED,
            "Different", RED,
            "✘", RED,
            "INCOMPLETE", YELLOW,
            "Incomplete", YELLOW,
            "ALLOWED", YELLOW,
            "Within policy", YELLOW,
            "warning", YELLOW,
            "Reproducible", GREEN,
            "✔", GREEN);

    private ReportPrinter() {}

    static void print(Console console, List<String> lines) {
        lines.forEach(line -> console.print(styled(console, line)));
    }

    private static String styled(Console console, String line) {
        int start = line.length() - line.stripLeading().length();
        for (Map.Entry<String, Integer> style : STYLES.entrySet()) {
            if (line.startsWith(style.getKey(), start)) {
                int end = start + style.getKey().length();
                return line.substring(0, start)
                        + console.styled(style.getValue(), line.substring(start, end))
                        + line.substring(end);
            }
        }
        return line;
    }
}
