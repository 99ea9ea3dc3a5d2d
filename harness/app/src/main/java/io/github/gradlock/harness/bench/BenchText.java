package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.bench.FaultBench.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the benchmark says to a person. */
final class BenchText {
    private BenchText() {}

    static List<String> of(FaultBench.Result result) {
        List<String> lines = new ArrayList<>();
        if (result.sweep() != null) {
            lines.add("sweep: every operation of ten gradients perturbed, one a trial");
            lines.add("  detected                " + result.sweep().detected());
            lines.add("  exactly that operation  " + result.sweep().exact());
            lines.add(
                    "  beside it: bytes of what was recorded " + result.sweep().bytes());
            lines.add(
                    "             allclose at 1e-5           " + result.sweep().allclose());
            lines.add(
                    "             largest ulp above 1        " + result.sweep().ulp());
            lines.add("");
        }
        if (result.clean() != null) {
            lines.add("clean pairs: alarms  " + result.clean());
            lines.add("");
        }
        if (!result.rare().isEmpty()) {
            lines.add("rare faults: predicted and observed share that is seen");
            for (RareBench.Result one : result.rare()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  p = %-4s  in %d executions  %5.1f %%  %s%s",
                        one.p(),
                        one.executions(),
                        100 * one.expected(),
                        one.observed(),
                        one.isAsPredicted() ? "" : "  not as predicted"));
            }
            lines.add("");
        }
        result.causes().forEach((part, results) -> causes(part, results, lines));
        return lines;
    }

    private static void causes(Part part, List<CauseResult> results, List<String> lines) {
        Score score = Score.of(results);
        lines.add(
                switch (part) {
                    case CAUSES -> "causes, the half that the rules were not made with";
                    case KNOWN -> "causes, the half that the rules were made with";
                    default -> "hard faults";
                });
        lines.add("  detected                " + score.detected());
        lines.add("  exactly the operations  " + score.exact());
        lines.add("  right cause first       " + score.first());
        lines.add("  among the first three   " + score.amongThree());
        for (CauseResult one : results) {
            if (one.rank() != 1 || !one.exact()) {
                lines.add("    %s: %s, named %s%s"
                        .formatted(
                                one.fault().caseId(),
                                String.join(" and ", one.fault().causes()),
                                one.named().isEmpty() ? "nothing" : String.join(", ", one.named()),
                                one.exact() ? "" : "; begins at " + one.fault().steps() + ", named " + one.origins()));
            }
        }
        lines.add("");
    }
}
