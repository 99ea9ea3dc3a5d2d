package io.github.gradlock.harness.diff;

/**
 * What repetitions are to have seen: a variation that shows in at least a share of them, with a confidence.
 *
 * <p>Repetitions are processes here. Executions of one process share its salts, its compiled code and its seeds: were they
 * counted, what varies from process to process would be missed more often than stated. What varies with each execution shows
 * in a process at least as often as in an execution, so a bound for processes holds for executions too.
 *
 * @param share from 0, not included, to a half: of two results the rarer one
 * @param confidence between 0 and 1
 */
public record DetectionGoal(double share, double confidence) {
    /** More processes than this nobody waits for. */
    public static final int MOST_PROCESSES = 10_000;

    /** Checks the numbers. */
    public DetectionGoal {
        if (!(share > 0 && share <= 0.5 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("share " + share + ", confidence " + confidence);
        }
    }

    /**
     * Returns the least number of processes that reaches it: the least n with {@link Confidence#seen} at the confidence or above.
     * Shares between the one given and a half are seen more surely. Above {@link #MOST_PROCESSES} it is a number that is not
     * enough.
     */
    public int processes() {
        int processes = Math.max(2, Confidence.executions(share, confidence));
        while (processes <= MOST_PROCESSES && !isReached(processes)) {
            processes++;
        }
        return processes;
    }

    /** Returns whether so many processes are enough. */
    public boolean isReached(int processes) {
        return Confidence.seen(share, processes) >= confidence;
    }
}
