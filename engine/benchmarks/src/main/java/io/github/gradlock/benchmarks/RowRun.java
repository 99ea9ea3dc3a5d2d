package io.github.gradlock.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openjdk.jmh.runner.RunnerException;

/** Measures a row: both sides from the same numbers, compared before anything is measured. */
final class RowRun {
    private final Rounds rounds;
    private final boolean memory;

    /**
     * @param memory whether the memory of steps of training is measured as well
     */
    RowRun(Rounds rounds, boolean memory) {
        this.rounds = rounds;
        this.memory = memory;
    }

    /** Returns the row with its figures, or with why it has none. */
    Map<String, Object> measure(Work work) throws RunnerException, InterruptedException {
        Map<String, Object> row = RowJson.identity(work);
        List<Values> inputs = work.inputs().get();
        Function<List<Values>, Side> torch = work.theirs();
        try (Side ours = work.ours().apply(inputs);
                Side theirs = torch == null ? null : torch.apply(inputs)) {
            if (theirs != null && !agree(work, ours, theirs, row)) {
                return row;
            }
            figures(row, rounds.measure(ours, theirs));
        }
        if (memory && work.isTraining() && torch != null) {
            row.put("oursBytes", Peak.ours(() -> work.ours().apply(inputs)));
            Peak.theirs(() -> torch.apply(inputs)).ifPresent(bytes -> row.put("theirsBytes", bytes));
        }
        return row;
    }

    private static boolean agree(Work work, Side ours, Side theirs, Map<String, Object> row) {
        Agreement agreement = Agreement.of(ours.results(), theirs.results(), work.tolerance());
        row.put("deviation", agreement.deviation());
        row.put("tolerance", work.tolerance());
        if (!agreement.holds()) {
            row.put("problem", agreement.problem());
        }
        return agreement.holds();
    }

    private static void figures(Map<String, Object> row, Samples samples) {
        double ours = Samples.median(samples.ours());
        row.put("ours", ours);
        if (samples.theirs().length == 0) {
            return;
        }
        double theirs = Samples.median(samples.theirsAlone());
        double[] ratios = samples.ratios();
        row.put("theirs", theirs);
        row.put("ratio", theirs / ours);
        row.put("ratioLow", ratios[0]);
        row.put("ratioHigh", ratios[ratios.length - 1]);
        if (samples.binding().length > 0) {
            row.put("binding", Samples.median(samples.binding()));
        }
    }
}
