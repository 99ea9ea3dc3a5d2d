package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.diff.RepetitionPattern.Kind;
import io.github.gradlock.harness.diff.RepetitionPattern.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the order in which values stand. */
final class RepetitionOrder {
    /** An order that values drawn at random would show more often than this is no evidence against their being so drawn. */
    private static final double LEVEL = 0.01;

    /** From this share of one value on, the others are rare. */
    private static final double DOMINANT = 0.75;

    private final RepetitionGrid grid;
    private final boolean traced;
    private final Map<String, Integer> counts;
    private final SortedSet<Integer> changes = new TreeSet<>();
    private final Set<String> directions = new HashSet<>();
    private boolean changesOnce = true;

    RepetitionOrder(RepetitionGrid grid, boolean traced) {
        this.grid = grid;
        this.traced = traced;
        this.counts = grid.counts();
        grid.rows().values().forEach(this::follow);
    }

    /** Notes where a process changes, and from what to what. */
    private void follow(SortedMap<Integer, String> row) {
        String before = null;
        int own = 0;
        for (Map.Entry<Integer, String> execution : row.entrySet()) {
            String value = execution.getValue();
            if (before != null && !before.equals(value)) {
                changes.add(execution.getKey());
                directions.add(before + "\n" + value);
                own++;
            }
            before = value;
        }
        changesOnce &= own <= 1;
    }

    RepetitionPattern pattern() {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Kind unordered = most >= DOMINANT * grid.executions() ? Kind.RARE : Kind.PER_EXECUTION;
        double chance = 1;
        List<Kind> possible = new ArrayList<>();
        if (counts.size() <= 1) {
            possible.add(Kind.CONSTANT);
        } else {
            List<Kind> shown = shown();
            List<Kind> partly = partlyShown();
            chance = Math.min(chance(shown), chance(partly));
            possible.addAll(shown);
            if (chance > LEVEL) {
                possible.add(unordered);
            }
            possible.addAll(partly);
        }
        return new RepetitionPattern(
                possible.get(0),
                possible,
                chance,
                grid.rows().size(),
                grid.iterations(),
                grid.executions(),
                counts.size(),
                most,
                firstDiffering(),
                changes);
    }

    /** Orders that every process takes part in. */
    private List<Kind> shown() {
        List<Kind> shown = new ArrayList<>();
        if (onlyTracedDiffers() && anotherProcessAgrees()) {
            shown.add(Kind.OBSERVER);
        }
        if (flips() && settles()) {
            shown.add(Kind.WARM_UP_FLIP);
        }
        if (grid.isConstantByProcess() && grid.iterations() > 1) {
            shown.add(Kind.PER_PROCESS);
        }
        if (grid.isConstantByIteration() && grid.rows().size() > 1) {
            shown.add(Kind.PER_ITERATION);
        }
        return shown;
    }

    /** Orders that nothing contradicts, but that only some processes show, or that one execution of each, or one process, cannot. */
    private List<Kind> partlyShown() {
        List<Kind> partly = new ArrayList<>();
        if (grid.iterations() == 1) {
            partly.add(Kind.PER_PROCESS);
        }
        if (grid.rows().size() == 1) {
            partly.add(Kind.PER_ITERATION);
        }
        if (flips() && !settles()) {
            partly.add(Kind.WARM_UP_FLIP);
        }
        if (onlyTracedDiffers() && !anotherProcessAgrees()) {
            partly.add(Kind.OBSERVER);
        }
        return partly;
    }

    private boolean flips() {
        return counts.size() == 2 && changesOnce && directions.size() == 1;
    }

    /** Whether all processes end with the same value. */
    private boolean settles() {
        return RepetitionGrid.isConstant(
                grid.rows().values().stream().map(row -> row.get(row.lastKey())).toList());
    }

    private boolean onlyTracedDiffers() {
        List<String> values = grid.values();
        SortedMap<Integer, String> first = grid.rows().get(0);
        return traced
                && first != null
                && first.containsKey(0)
                && RepetitionGrid.isConstant(values.subList(1, values.size()))
                && Collections.frequency(values, values.get(0)) == 1;
    }

    /** Without the first execution of another process, being traced and being the first are one; and two values have no majority. */
    private boolean anotherProcessAgrees() {
        return grid.executions() > 2 && grid.rows().tailMap(1).values().stream().anyMatch(row -> row.containsKey(0));
    }

    private double chance(List<Kind> kinds) {
        if (!grid.isWhole()) {
            return 1;
        }
        Arrangements arrangements = new Arrangements(grid.rows().size(), grid.iterations(), counts);
        return kinds.stream()
                .mapToDouble(kind -> switch (kind) {
                    case WARM_UP_FLIP -> arrangements.flip();
                    case PER_PROCESS -> arrangements.constantByProcess();
                    case PER_ITERATION -> arrangements.constantByIteration();
                    case OBSERVER -> arrangements.single();
                    case CONSTANT, PER_EXECUTION, RARE -> 1;
                })
                .min()
                .orElse(1);
    }

    private @Nullable Place firstDiffering() {
        String first = null;
        for (Map.Entry<Integer, SortedMap<Integer, String>> row : grid.rows().entrySet()) {
            for (Map.Entry<Integer, String> execution : row.getValue().entrySet()) {
                first = first == null ? execution.getValue() : first;
                if (!execution.getValue().equals(first)) {
                    return new Place(row.getKey(), execution.getKey());
                }
            }
        }
        return null;
    }
}
