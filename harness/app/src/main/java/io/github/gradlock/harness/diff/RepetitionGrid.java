package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each execution gave, by process and iteration; executions that gave nothing are holes. */
final class RepetitionGrid {
    /** Stands for a tensor that an execution did not record. */
    private static final String ABSENT = "absent";

    private final SortedMap<Integer, SortedMap<Integer, String>> rows = new TreeMap<>();

    /** Reads the values of a tensor in the executions of a case that passed. */
    static RepetitionGrid of(CaseRecord record, String tensor) {
        RepetitionGrid grid = new RepetitionGrid();
        if (record.status() == CaseStatus.PASSED) {
            grid.put(firstProcess(record), 0, value(record.tensors(), tensor));
        }
        for (Repetition repetition : record.repetitions()) {
            if (repetition.status() == CaseStatus.PASSED) {
                grid.put(repetition.restart(), repetition.iteration(), value(repetition.tensors(), tensor));
            }
        }
        return grid;
    }

    /** Takes values by process and iteration. */
    static RepetitionGrid of(List<List<String>> processes) {
        RepetitionGrid grid = new RepetitionGrid();
        for (int process = 0; process < processes.size(); process++) {
            for (int iteration = 0; iteration < processes.get(process).size(); iteration++) {
                grid.put(process, iteration, processes.get(process).get(iteration));
            }
        }
        return grid;
    }

    /** A record does not say which process its first execution is of: the first one that came so far, in its iteration 0. */
    private static int firstProcess(CaseRecord record) {
        int least = record.repetitions().stream()
                .mapToInt(Repetition::restart)
                .min()
                .orElse(0);
        boolean begins = record.repetitions().stream()
                .anyMatch(repetition -> repetition.restart() == least && repetition.iteration() == 0);
        return begins ? 0 : least;
    }

    private static String value(List<TensorInfo> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .map(tensor -> CaseFindings.typeAndShape(tensor) + " " + tensor.sha256())
                .findFirst()
                .orElse(ABSENT);
    }

    private void put(int process, int iteration, String value) {
        rows.computeIfAbsent(process, unseen -> new TreeMap<>()).put(iteration, value);
    }

    SortedMap<Integer, SortedMap<Integer, String>> rows() {
        return rows;
    }

    int executions() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns the greatest number of executions of a process. */
    int iterations() {
        return rows.values().stream().mapToInt(Map::size).max().orElse(0);
    }

    /** Returns how many executions gave each value. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        rows.values().forEach(row -> row.values().forEach(value -> counts.merge(value, 1, Integer::sum)));
        return counts;
    }

    /** Returns whether every process executed the same iterations: only then can arrangements be counted. */
    boolean isWhole() {
        return rows.values().stream().map(Map::keySet).distinct().count() == 1;
    }

    /** Returns whether each process gave one value. */
    boolean isConstantByProcess() {
        return rows.values().stream().allMatch(row -> isConstant(row.values()));
    }

    /** Returns whether each iteration gave one value, in all processes. */
    boolean isConstantByIteration() {
        Map<Integer, Set<String>> columns = new HashMap<>();
        rows.values()
                .forEach(row ->
                        row.forEach((iteration, value) -> columns.computeIfAbsent(iteration, unseen -> new HashSet<>())
                                .add(value)));
        return columns.values().stream().allMatch(column -> column.size() == 1);
    }

    static boolean isConstant(Collection<String> values) {
        return new HashSet<>(values).size() <= 1;
    }

    /** Returns all values, by process and iteration. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        rows.values().forEach(row -> values.addAll(row.values()));
        return values;
    }
}
