package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The tables of {@code harness/docs/nondeterminism.md} are those that the code computes. */
class PowerTableTests {
    private static final double[] SHARES = {0.5, 0.2, 0.1, 0.05, 0.02, 0.01};
    private static final int[] NUMBERS = {2, 4, 6, 12, 36, 90, 300};

    @Test
    void theDocumentHasThePowerTable() throws IOException {
        List<String> rows = new ArrayList<>();
        for (double share : SHARES) {
            StringBuilder row = new StringBuilder("| " + Math.round(100 * share) + " %");
            for (int number : NUMBERS) {
                row.append(" | ").append(seen(Confidence.seen(share, number)));
            }
            row.append(" | ").append(new DetectionGoal(share, 0.95).processes());
            row.append(" | ").append(new DetectionGoal(share, 0.99).processes());
            rows.add(row + " |");
        }
        assertEquals(rows, table("| p | "));
    }

    @Test
    void theDocumentHasTheBoundOfCleanExecutions() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int number : NUMBERS) {
            rows.add("| %d | %s |".formatted(number, bound(Confidence.leastSeen(number))));
        }
        assertEquals(rows, table("| n clean | "));
    }

    @Test
    void theDocumentHasTheTableOfProcessesAndExecutions() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int[] shape : new int[][] {{90, 1}, {45, 2}, {30, 3}, {9, 10}, {2, 45}}) {
            rows.add("| %d × %d | %s | %s |"
                    .formatted(
                            shape[0],
                            shape[1],
                            seen(Confidence.seen(0.05, shape[0] * shape[1])),
                            seen(Confidence.seen(0.05, shape[0]))));
        }
        assertEquals(rows, table("| processes × iterations | "));
    }

    private static String bound(OptionalDouble least) {
        return least.isEmpty() ? "–" : percent(least.getAsDouble(), RoundingMode.CEILING) + " %";
    }

    /** What is seen is never rounded to all. */
    private static String seen(double share) {
        return share >= 0.9995 ? "> 99.9 %" : percent(share, RoundingMode.HALF_UP) + " %";
    }

    private static String percent(double share, RoundingMode mode) {
        return new BigDecimal(share).movePointRight(2).setScale(1, mode).toPlainString();
    }

    /** Returns the rows below a heading, without the line that separates them. */
    private static List<String> table(String heading) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "nondeterminism.md"));
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            start = lines.get(i).startsWith(heading) ? i : start;
        }
        if (start < 0) {
            throw new AssertionError("no table starts with " + heading);
        }
        int end = start + 2;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
            end++;
        }
        return lines.subList(start + 2, end);
    }
}
