package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.bench.FaultBench.Part;
import java.util.ArrayList;
import java.util.List;

/** What gradlock means to reach on the benchmark. */
final class Goals {
    private static final double EXACT = 0.99;
    private static final double FIRST = 0.9;
    private static final double AMONG_THREE = 0.97;

    private Goals() {}

    /** Returns what was missed; nothing if all was reached of the parts that were run. */
    static List<String> missed(FaultBench.Result result) {
        List<String> missed = new ArrayList<>();
        if (result.sweep() != null) {
            require(result.sweep().detected(), 1, "trials of the sweep detected", missed);
            require(result.sweep().exact(), EXACT, "perturbed operations named exactly", missed);
        }
        if (result.clean() != null && result.clean().hits() > 0) {
            missed.add("no alarm on clean pairs: " + result.clean());
        }
        result.rare().stream()
                .filter(one -> !one.isAsPredicted())
                .forEach(one -> missed.add("rare faults of p = " + one.p() + " seen as predicted: " + one.observed()));
        List<CauseResult> causes = result.causes().get(Part.CAUSES);
        if (causes != null) {
            require(Score.of(causes).first(), FIRST, "causes named first", missed);
            require(Score.of(causes).amongThree(), AMONG_THREE, "causes among the first three", missed);
        }
        return missed;
    }

    private static void require(Share share, double least, String what, List<String> missed) {
        if (share.value() < least) {
            missed.add("%s: at least %.0f %% are meant, it is %s".formatted(what, 100 * least, share));
        }
    }
}
