package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.bisect.Search.Cause;
import io.github.gradlock.harness.spec.Repetitions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bisection came to.
 *
 * @param reversed whether the search started from the second environment, because the first disagrees with itself
 * @param cases number of cases that the ends were first compared in
 * @param differing number of those that differ
 * @param finding what was found; null if the ends agree
 * @param repetitions of each run
 * @param power how often a flaky difference shows; null if it shows always
 * @param trials of the search
 */
public record BisectionResult(
        boolean reversed,
        int cases,
        int differing,
        @Nullable Finding finding,
        Repetitions repetitions,
        @Nullable Power power,
        List<TrialRecord> trials) {
    /** Copies the trials. */
    public BisectionResult {
        trials = List.copyOf(trials);
    }

    /**
     * What makes the difference.
     *
     * @param lead the case by which it was searched for
     * @param searched the cases that differ and were run in every trial
     * @param explained those of them for which the same holds
     * @param causes each a minimal set of factors
     * @param rest whether everything but the causes was seen to agree with the reference
     * @param always whether the leading case differs in every execution with a cause; one that does not where the other end does
     *     may be a variation of its own
     * @param sameAsOther whether the factors alone give the other end's results of the leading case
     * @param bundles of the reference and of the first cause alone
     */
    public record Finding(
            String lead,
            List<String> searched,
            List<String> explained,
            List<Cause<Factor>> causes,
            Outcome rest,
            boolean always,
            boolean sameAsOther,
            List<Path> bundles) {}

    /**
     * How often a flaky difference shows, and what follows.
     *
     * @param showing number of processes of the other end that showed it
     * @param processes number of its processes
     * @param confidence with which the whole search misses nothing that shows as often
     * @param needed number of processes in every trial
     */
    public record Power(int showing, int processes, double confidence, int needed) {}
}
