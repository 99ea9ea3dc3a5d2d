package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.diff.RepetitionPattern.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether rare variations are seen as often as predicted: simulated runs, held against the exact binomial distribution. */
class DetectionTests {
    private static final int RUNS = 4_000;

    /** A count that the predicted rate would give more rarely than this, to either side, refutes it. Fixed seeds: never by chance. */
    private static final double SIGNIFICANT = 0.001;

    @ParameterizedTest
    @CsvSource({
        "0.5, 2, 2",
        "0.5, 2, 1",
        "0.5, 4, 3",
        "0.2, 2, 3",
        "0.1, 6, 2",
        "0.05, 6, 3",
        "0.05, 30, 3",
        "0.02, 10, 3",
        "0.01, 2, 3",
        "0.01, 30, 2",
        "0.01, 100, 3"
    })
    void whatVariesWithAnExecutionIsSeenAsPredicted(double share, int processes, int iterations) {
        SplittableRandom random = new SplittableRandom(20261123);
        int seen = 0;
        for (int run = 0; run < RUNS; run++) {
            List<List<String>> rows = new ArrayList<>();
            for (int process = 0; process < processes; process++) {
                List<String> row = new ArrayList<>();
                for (int iteration = 0; iteration < iterations; iteration++) {
                    row.add(random.nextDouble() < share ? "B" : "A");
                }
                rows.add(row);
            }
            seen += isSeen(rows);
        }
        assertPredicted(Confidence.seen(share, processes * iterations), seen);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 2, 3",
        "0.5, 8, 2",
        "0.2, 6, 2",
        "0.1, 6, 3",
        "0.05, 59, 1",
        "0.05, 90, 2",
        "0.02, 50, 2",
        "0.01, 100, 2"
    })
    void whatVariesWithAProcessIsSeenAsPredictedForProcesses(double share, int processes, int iterations) {
        assertPredicted(Confidence.seen(share, processes), seenByProcess(share, processes, iterations, 7));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.9", "0.3, 0.99", "0.05, 0.95", "0.05, 0.99", "0.02, 0.99"})
    void asManyProcessesAsTheGoalAsksForAreEnoughAndNoneTooMany(double share, double confidence) {
        DetectionGoal goal = new DetectionGoal(share, confidence);
        int processes = goal.processes();

        assertTrue(goal.isReached(processes));
        assertTrue(processes == 2 || !goal.isReached(processes - 1), goal::toString);
        int seen = seenByProcess(share, processes, 2, 99);
        assertTrue(atMost(RUNS, confidence, seen) > SIGNIFICANT, () -> seen + " of " + RUNS);
    }

    @Test
    void executionsOfOneProcessDoNotCountAsProcesses() {
        int processes = new DetectionGoal(0.05, 0.99).processes();
        int seen = seenByProcess(0.05, processes / 3, 3, 1);
        assertTrue(
                atMost(RUNS, 0.99, seen) < 1e-100,
                "90 executions in 30 processes are far from 99 % for what varies with the process: " + seen);
    }

    @Test
    void aMoreFrequentVariationIsSeenMoreSurely() {
        for (int processes = 2; processes < 400; processes++) {
            for (int percent = 1; percent < 50; percent++) {
                double less = Confidence.seen(percent / 100.0, processes);
                double more = Confidence.seen((percent + 1) / 100.0, processes);
                assertTrue(less <= more, percent + " % of " + processes);
            }
        }
    }

    @Test
    void twoResultsAreNeededToSeeOneThatIsUnlike() {
        assertEquals(0, Confidence.seen(0.5, 1));
        assertEquals(0.5, Confidence.seen(0.5, 2));
        assertEquals(8, new DetectionGoal(0.5, 0.99).processes());
        assertEquals(90, new DetectionGoal(0.05, 0.99).processes());
        assertEquals(59, new DetectionGoal(0.05, 0.95).processes());
        assertThrows(IllegalArgumentException.class, () -> new DetectionGoal(0.51, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new DetectionGoal(0, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new DetectionGoal(0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> Confidence.seen(0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> Confidence.seen(Double.NaN, 3));
    }

    private static int seenByProcess(double share, int processes, int iterations, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int seen = 0;
        for (int run = 0; run < RUNS; run++) {
            List<List<String>> rows = new ArrayList<>();
            for (int process = 0; process < processes; process++) {
                String value = random.nextDouble() < share ? "B" : "A";
                rows.add(Collections.nCopies(iterations, value));
            }
            seen += isSeen(rows);
        }
        return seen;
    }

    private static int isSeen(List<List<String>> rows) {
        return RepetitionPattern.of(rows, false).kind() == Kind.CONSTANT ? 0 : 1;
    }

    private static void assertPredicted(double rate, int seen) {
        double below = atMost(RUNS, rate, seen);
        double above = atMost(RUNS, 1 - rate, RUNS - seen);
        assertTrue(
                below > SIGNIFICANT && above > SIGNIFICANT,
                () -> "%d of %d seen, predicted are %.4f: probability %.2g to %.2g"
                        .formatted(seen, RUNS, rate, below, above));
    }

    /** Returns the probability of so many successes or fewer: the sum of the binomial distribution's terms. */
    private static double atMost(int trials, double probability, int successes) {
        if (probability <= 0 || probability >= 1) {
            return successes >= trials * probability ? 1 : 0;
        }
        double logTerm = trials * Math.log1p(-probability);
        double sum = Math.exp(logTerm);
        for (int k = 1; k <= successes; k++) {
            logTerm += Math.log((double) (trials - k + 1) / k) + Math.log(probability) - Math.log1p(-probability);
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }
}
