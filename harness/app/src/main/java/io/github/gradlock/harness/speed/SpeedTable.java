package io.github.gradlock.harness.speed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.harness.ByteCount;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table for people; its rows are printed as they come, so its widths are known before. */
public final class SpeedTable {
    private static final int WORK = 4;
    private static final double MICRO = 1e-6;
    private static final double MILLI = 1e-3;

    private final int work;
    private final int size;

    /** Takes the widths of the rows that will come: objects with {@code work} and {@code size}. */
    public SpeedTable(List<JsonNode> rows) {
        work = width(rows, "work");
        size = width(rows, "size");
    }

    private static int width(List<JsonNode> rows, String name) {
        return rows.stream()
                .mapToInt(row -> row.path(name).asText().length())
                .max()
                .orElse(WORK);
    }

    /** Returns the lines above the rows of a process: what measures, and what is measured. */
    public List<String> head(JsonNode header) {
        JsonNode torch = header.path("torch");
        String machine = "%s, %d processors, load %.1f"
                .formatted(
                        header.path("processor").asText(header.path("os").asText()),
                        header.path("processors").asInt(),
                        header.path("load").asDouble());
        String vectors = header.path("vectorSpecies").asText("");
        return List.of(
                "JDK " + header.path("jdk").asText() + " · "
                        + threads(header.path("kernelThreads").asInt()) + " · "
                        + header.path("kernels").asText() + " kernels"
                        + (vectors.isEmpty() ? "" : ", " + vectors) + " · " + machine,
                "libtorch " + torch.path("version").asText() + ", "
                        + threads(torch.path("threads").asInt()) + ", BLAS "
                        + threads(torch.path("blasThreads").asInt()) + " · an empty call from Java "
                        + time(header.path("emptyCall").asDouble()),
                "",
                line("work", "size", "dtype", "ours", "theirs", "ratio", "by round"));
    }

    private static String threads(int count) {
        return count + (count == 1 ? " thread" : " threads");
    }

    /** Returns a row. */
    public String row(SpeedRow row) {
        String problem = row.problem();
        if (problem != null) {
            return "  %s  %s  %s  NOT THE SAME: %s"
                    .formatted(padded(row.work(), work), padded(row.size(), size), row.dtype(), problem);
        }
        Double ratio = row.ratio();
        String line = line(
                row.work(),
                row.size(),
                row.dtype(),
                time(row.ours()),
                time(row.theirs()),
                ratio == null ? "–" : ratio(ratio),
                ratio == null ? "" : ratio(row.ratioLow()) + " … " + ratio(row.ratioHigh()));
        return line
                + (row.binding() == null ? "" : "  (calls: " + time(row.binding()) + " taken off)")
                + (row.python() == null ? "" : "  (Python: " + time(row.python()) + ")")
                + (row.oursBytes() == null
                        ? ""
                        : "  (memory: " + bytes(row.oursBytes()) + ", theirs " + bytes(row.theirsBytes()) + ")");
    }

    private static String bytes(@Nullable Double count) {
        return count == null ? "unknown" : ByteCount.text(count.longValue());
    }

    private String line(String... cells) {
        return "  %s  %s  %-7s  %9s  %9s  %6s  %s"
                .formatted(
                        padded(cells[0], work),
                        padded(cells[1], size),
                        cells[2],
                        cells[3],
                        cells[4],
                        cells[5],
                        cells[6])
                .stripTrailing();
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(width - text.length(), 0));
    }

    /** Returns a time in its unit. */
    static String time(@Nullable Double seconds) {
        if (seconds == null) {
            return "–";
        }
        if (seconds < MICRO) {
            return String.format(Locale.ROOT, "%.0f ns", seconds * 1e9);
        }
        if (seconds < MILLI) {
            return String.format(Locale.ROOT, "%.1f µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** Returns a ratio with two digits that count. */
    static String ratio(@Nullable Double ratio) {
        if (ratio == null) {
            return "–";
        }
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : ratio < 10 ? "%.2f" : "%.1f", ratio);
    }
}
