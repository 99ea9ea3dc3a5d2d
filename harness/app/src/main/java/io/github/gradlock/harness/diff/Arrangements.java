package io.github.gradlock.harness.diff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;

/**
 * How likely values in an order drawn at random would stand as orderly as they do.
 *
 * <p>All arrangements of the same values over the executions of so many processes are taken as equally likely, as they are
 * if executions are alike and independent. Every result is a number of arrangements over the number of all of them.
 */
final class Arrangements {
    /** Above so many executions a bound takes the place of the exact count of flips, whose numbers grow too long. */
    private static final int EXACT = 2_048;

    private final int processes;
    private final int iterations;
    private final Collection<Integer> counts;

    /**
     * @param processes number of processes
     * @param iterations executions of each
     * @param counts by value, how many executions gave it
     */
    Arrangements(int processes, int iterations, Map<String, Integer> counts) {
        this.processes = processes;
        this.iterations = iterations;
        this.counts = counts.values();
    }

    /** Returns how likely every process would be constant. */
    double constantByProcess() {
        return constantBy(processes, iterations);
    }

    /** Returns how likely every iteration would be the same in all processes. */
    double constantByIteration() {
        return constantBy(iterations, processes);
    }

    /** Groups of equal size, each of one value: the values of the groups can be arranged in groups!/∏(count / size)! ways. */
    private double constantBy(int groups, int size) {
        double ways = logFactorial(groups);
        double all = logFactorial(processes * iterations);
        for (int count : counts) {
            ways -= logFactorial(count / size);
            all -= logFactorial(count);
        }
        return Math.exp(ways - all);
    }

    /** Returns how likely one certain execution would be the only one of its value, of two values. */
    double single() {
        return 1.0 / (processes * iterations);
    }

    /**
     * Returns how likely each process would change at most once, all that change in the same direction, and at least one would.
     * There are two values.
     */
    double flip() {
        int before = counts.iterator().next();
        int all = processes * iterations;
        if (all > EXACT) {
            double choices = logFactorial(all) - logFactorial(before) - logFactorial(all - before);
            return Math.min(1, 2 * Math.exp(processes * Math.log1p(iterations) - choices));
        }
        BigInteger ways = compositions(before);
        if (before % iterations == 0) {
            // Those in which no process changes.
            ways = ways.subtract(binomial(processes, before / iterations));
        }
        return new BigDecimal(ways.shiftLeft(1))
                .divide(new BigDecimal(binomial(all, before)), MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Ways to write a number as a sum of one number from 0 to {@code iterations} for each process, by inclusion and exclusion. */
    private BigInteger compositions(int sum) {
        BigInteger ways = BigInteger.ZERO;
        for (int over = 0; over <= processes && over * (iterations + 1) <= sum; over++) {
            BigInteger term = binomial(processes, over)
                    .multiply(binomial(sum - over * (iterations + 1) + processes - 1, processes - 1));
            ways = over % 2 == 0 ? ways.add(term) : ways.subtract(term);
        }
        return ways;
    }

    private static BigInteger binomial(int n, int k) {
        BigInteger result = BigInteger.ONE;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            result = result.multiply(BigInteger.valueOf(n - i + 1)).divide(BigInteger.valueOf(i));
        }
        return result;
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
