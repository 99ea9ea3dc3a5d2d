package io.github.gradlock.harness.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Providers of kernels side by side, strict ones and {@code fast} for instance. Each was measured in a process of its own, so that their times are not
 * compared but their ratios to PyTorch's, which had its turns in each.
 */
public final class KernelsTable {
    private static final int WORK = 4;

    private final List<Pair> pairs = new ArrayList<>();
    private final String first;
    private final String second;

    /** A row of two providers. */
    private record Pair(SpeedRow first, SpeedRow second) {
        double gain() {
            return Objects.requireNonNull(second.ratio()) / Objects.requireNonNull(first.ratio());
        }
    }

    /** Compares the rows of two providers that were measured with the same JDK and threads, where PyTorch was measured too. */
    public KernelsTable(List<SpeedRow> rows, String first, String second) {
        this.first = first;
        this.second = second;
        List<SpeedRow> others = new ArrayList<>(rows);
        for (SpeedRow row : rows) {
            SpeedRow other = row.kernels().equals(first) && row.ratio() != null ? partner(row, others) : null;
            if (other != null) {
                // Each once, also where two JDKs have one version.
                others.remove(other);
                pairs.add(new Pair(row, other));
            }
        }
    }

    private @Nullable SpeedRow partner(SpeedRow row, List<SpeedRow> others) {
        return others.stream()
                .filter(other -> other.kernels().equals(second)
                        && row.id().equals(other.id())
                        && row.jdk().equals(other.jdk())
                        && row.threads() == other.threads()
                        && other.ratio() != null)
                .findFirst()
                .orElse(null);
    }

    /** Returns the geometric mean of how many times as fast the second one is; nothing where no row was measured with both. */
    public OptionalDouble mean() {
        return SpeedResult.geometricMean(pairs.stream().mapToDouble(Pair::gain));
    }

    /** Returns the table for people; empty where no row was measured with both. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (pairs.isEmpty()) {
            return lines;
        }
        int width = pairs.stream()
                .mapToInt(pair -> pair.first().id().length())
                .max()
                .orElse(WORK);
        lines.add("  %s  %-3s  %7s  %9s  %9s  %s"
                .formatted(SpeedTable.padded("work", width), "jdk", "threads", first, second, "times as fast"));
        for (Pair pair : pairs) {
            lines.add("  %s  %-3s  %7d  %9s  %9s  %s"
                    .formatted(
                            SpeedTable.padded(pair.first().id(), width),
                            pair.first().release(),
                            pair.first().threads(),
                            SpeedTable.ratio(pair.first().ratio()),
                            SpeedTable.ratio(pair.second().ratio()),
                            SpeedTable.ratio(pair.gain())));
        }
        mean().ifPresent(mean -> lines.add("In the mean " + second + " is " + String.format(Locale.ROOT, "%.2f", mean)
                + " times as fast as " + first + "; the columns are ratios to PyTorch's time in the same process."));
        return lines;
    }
}
