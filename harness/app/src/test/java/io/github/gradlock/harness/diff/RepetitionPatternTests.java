package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.diff.RepetitionPattern.Kind;
import io.github.gradlock.harness.diff.RepetitionPattern.Place;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are letters, processes are words: {@code ABB ABB} are two processes that change after their first iteration. */
class RepetitionPatternTests {
    @ParameterizedTest
    @CsvSource({
        "AAA AAA,                    false, CONSTANT",
        "A,                          false, CONSTANT",
        // A change that every process makes, and chance hardly: both orders of it stay open.
        "ABB ABB ABB ABB,            false, WARM_UP_FLIP PER_ITERATION",
        "ABBBB AABBB ABBBB AAABB,    false, WARM_UP_FLIP",
        "ABBBB BBBBB AABBB AABBB,    false, WARM_UP_FLIP",
        "ABBBB BBBBB AABBB ABBBB,    false, WARM_UP_FLIP RARE",
        "ABCD ABCD ABCD,             false, PER_ITERATION",
        "ABA ABA ABA ABA,            false, PER_ITERATION",
        "AAA BBB CCC,                false, PER_PROCESS",
        "AAAA AAAA BBBB AAAA,        false, PER_PROCESS",
        "ABC DEF GHI,                false, PER_EXECUTION",
        "ABAB BABB AABA,             false, PER_EXECUTION",
        "AAAAAAAA AAAAAAAA AABAAAAA, false, RARE",
        // What few executions cannot tell.
        "AB AB,                      false, WARM_UP_FLIP PER_ITERATION PER_EXECUTION",
        "ABB ABB,                    false, WARM_UP_FLIP PER_ITERATION PER_EXECUTION",
        "AAA BBB,                    false, PER_PROCESS PER_EXECUTION",
        "A B C,                      false, PER_EXECUTION PER_PROCESS",
        "A A A A B,                  false, RARE PER_PROCESS",
        "ABC,                        false, PER_EXECUTION PER_ITERATION",
        "ABB,                        false, WARM_UP_FLIP PER_EXECUTION PER_ITERATION",
        "AAA AAB,                    false, RARE WARM_UP_FLIP",
        // Tracing: only the first execution of the first process is traced.
        "ABB BBB,                    true,  OBSERVER WARM_UP_FLIP RARE",
        "ABB BBB,                    false, WARM_UP_FLIP RARE",
        "ABB ABB,                    true,  WARM_UP_FLIP PER_ITERATION PER_EXECUTION",
        "ABBB,                       true,  WARM_UP_FLIP RARE PER_ITERATION OBSERVER",
        "A B B B,                    true,  OBSERVER RARE PER_PROCESS",
        "A B,                        true,  PER_EXECUTION PER_PROCESS OBSERVER",
    })
    void saysWhichOrdersAreOpen(String executions, boolean traced, String kinds) {
        RepetitionPattern pattern = pattern(executions, traced);

        assertEquals(
                kinds,
                String.join(" ", pattern.possible().stream().map(Kind::name).toList()));
        assertEquals(pattern.possible().get(0), pattern.kind());
        assertEquals(pattern.isCertain(), pattern.doubt().isEmpty());
    }

    @Test
    void tracingIsSingledOutByManyUntracedExecutions() {
        String others = " BBBBB".repeat(20);
        assertEquals(
                List.of(Kind.OBSERVER, Kind.WARM_UP_FLIP),
                pattern("ABBBB" + others, true).possible());
        assertEquals(
                List.of(Kind.WARM_UP_FLIP, Kind.RARE),
                pattern("ABBBB ABBBB" + others, true).possible());
    }

    @Test
    void countsAndPlaces() {
        RepetitionPattern pattern = pattern("AAAB AABB AABB", false);

        assertEquals(3, pattern.processes());
        assertEquals(4, pattern.iterations());
        assertEquals(12, pattern.executions());
        assertEquals(2, pattern.distinct());
        assertEquals(7, pattern.mostFrequent());
        assertEquals(7.0 / 12, pattern.mostFrequentShare());
        assertEquals(new Place(0, 3), pattern.firstDiffering());
        assertEquals(new TreeSet<>(List.of(2, 3)), pattern.changes());
        assertEquals(
                "one change at iteration 2 to 3, constant after it: as a JIT compiler's change or a warm-up of the program's"
                        + " own does",
                pattern.text());
        assertNull(pattern("AA AA", false).firstDiffering());
    }

    @Test
    void saysWhatItCannotTell() {
        assertEquals(
                "2 × 2 executions cannot tell this from state carried over from one execution to the next or a change"
                        + " with every execution",
                pattern("AB AB", false).doubt());
    }

    /** Every arrangement of the values is tried, and those that fit are counted. */
    @ParameterizedTest
    @CsvSource({
        "AABB, 2, 2",
        "ABBABB, 2, 3",
        "AAABBBBBB, 3, 3",
        "AAAABBBBBBBB, 4, 3",
        "AAAABBBBBBBB, 3, 4",
        "AAABBBBB, 2, 4"
    })
    void chanceIsTheShareOfArrangements(String values, int processes, int iterations) {
        RepetitionGrid grid = RepetitionGrid.of(rows(values, iterations));
        Arrangements arrangements = new Arrangements(processes, iterations, grid.counts());
        List<String> all = arrangements(values);

        double perProcess = share(all, iterations, one -> one.isConstantByProcess());
        double perIteration = share(all, iterations, one -> one.isConstantByIteration());
        double flip = share(all, iterations, one -> flips(one, iterations));

        if (perProcess > 0) {
            assertEquals(perProcess, arrangements.constantByProcess(), 1e-12);
        }
        if (perIteration > 0) {
            assertEquals(perIteration, arrangements.constantByIteration(), 1e-12);
        }
        assertTrue(flip > 0);
        assertEquals(flip, arrangements.flip(), 1e-12);
    }

    @Test
    void chanceOfManyExecutionsIsBoundedFromAbove() {
        double exact = new Arrangements(20, 20, counts(100, 300)).flip();
        double bound = new Arrangements(20, 200, counts(1_000, 3_000)).flip();
        assertTrue(exact > 1e-100 && exact < 1e-50, () -> "" + exact);
        assertTrue(bound >= 0 && bound < 1e-100, () -> "" + bound);
        assertEquals(1, new Arrangements(3_000, 1, counts(1, 2_999)).flip());
    }

    @Test
    void readsACaseAndLeavesOutWhatDidNotPass() {
        List<Repetition> repetitions = List.of(
                new Repetition(0, 1, CaseStatus.PASSED, tensors("b")),
                new Repetition(0, 2, CaseStatus.FAILED, List.of()),
                new Repetition(1, 0, CaseStatus.PASSED, tensors("a")),
                new Repetition(1, 1, CaseStatus.PASSED, tensors("b")),
                new Repetition(1, 2, CaseStatus.PASSED, tensors("b")));
        CaseRecord record = new CaseRecord("case", CaseStatus.PASSED, null, tensors("a"), repetitions);

        RepetitionPattern pattern = RepetitionPattern.of(record, "grad", true);

        assertEquals(5, pattern.executions());
        assertEquals(Kind.WARM_UP_FLIP, pattern.kind());
        assertEquals(1, pattern.chance(), "arrangements of unlike processes are not counted");
        assertEquals(
                Kind.CONSTANT,
                RepetitionPattern.of(record, "no such tensor", true).kind());
    }

    @Test
    void theFirstExecutionIsOfTheFirstProcessThatCameSoFar() {
        List<Repetition> late = List.of(
                new Repetition(2, 1, CaseStatus.PASSED, tensors("a")),
                new Repetition(3, 0, CaseStatus.PASSED, tensors("b")),
                new Repetition(3, 1, CaseStatus.PASSED, tensors("b")));
        RepetitionPattern pattern =
                RepetitionPattern.of(new CaseRecord("case", CaseStatus.PASSED, null, tensors("a"), late), "grad", true);

        assertEquals(2, pattern.processes());
        assertEquals(Kind.PER_PROCESS, pattern.kind());
        assertFalse(pattern.possible().contains(Kind.OBSERVER), "process 2 is not traced");
        assertEquals(new Place(3, 0), pattern.firstDiffering());
    }

    private static boolean flips(RepetitionGrid grid, int iterations) {
        TreeSet<String> shapes = new TreeSet<>();
        for (String row : rowsOf(grid)) {
            shapes.add(row.replaceAll("A+", "A").replaceAll("B+", "B"));
        }
        boolean one = shapes.contains("AB") ^ shapes.contains("BA");
        return one && shapes.stream().allMatch(shape -> shape.length() <= 2) && iterations > 1;
    }

    private static List<String> rowsOf(RepetitionGrid grid) {
        return grid.rows().values().stream()
                .map(row -> String.join("", row.values()))
                .toList();
    }

    private static double share(List<String> all, int iterations, Predicate<RepetitionGrid> fits) {
        long fitting = all.stream()
                .filter(values -> fits.test(RepetitionGrid.of(rows(values, iterations))))
                .count();
        return (double) fitting / all.size();
    }

    private static List<String> arrangements(String values) {
        if (values.isEmpty()) {
            return List.of("");
        }
        List<String> all = new ArrayList<>();
        values.chars().distinct().forEach(value -> {
            String rest = values.replaceFirst(String.valueOf((char) value), "");
            arrangements(rest).forEach(tail -> all.add((char) value + tail));
        });
        return all;
    }

    private static Map<String, Integer> counts(int first, int second) {
        return Map.of("A", first, "B", second);
    }

    private static List<List<String>> rows(String values, int iterations) {
        List<List<String>> rows = new ArrayList<>();
        for (int start = 0; start < values.length(); start += iterations) {
            rows.add(letters(values.substring(start, start + iterations)));
        }
        return rows;
    }

    private static RepetitionPattern pattern(String executions, boolean traced) {
        return RepetitionPattern.of(
                Stream.of(executions.split(" "))
                        .map(RepetitionPatternTests::letters)
                        .toList(),
                traced);
    }

    private static List<String> letters(String word) {
        return List.of(word.split(""));
    }

    private static List<TensorInfo> tensors(String value) {
        return List.of(new TensorInfo("grad", ElementType.F32, List.of(1L), value.repeat(64)));
    }
}
