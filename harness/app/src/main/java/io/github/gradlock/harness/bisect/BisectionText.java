package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.bisect.BisectionResult.Finding;
import io.github.gradlock.harness.bisect.Search.Cause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a bisection says to a person. */
public final class BisectionText {
    private static final int FACTORS_SHOWN = 12;

    private final EnvironmentPair pair;
    private final String suite;

    /**
     * The text about two environments.
     *
     * @param pair the environments
     * @param suite the arguments with which another command runs the same suite in environments of the same folder; empty for the default
     */
    public BisectionText(EnvironmentPair pair, String suite) {
        this.pair = pair;
        this.suite = suite;
    }

    /** Returns what is being searched. */
    public List<String> header(String suite) {
        List<Factor> factors = pair.factors();
        String listed =
                factors.stream().limit(FACTORS_SHOWN).map(Factor::toString).collect(Collectors.joining(" · "));
        return List.of(
                PlainText.of("gradlock · bisect · %s · %s → %s"
                        .formatted(suite, pair.a().displayName(), pair.b().displayName())),
                "",
                PlainText.of("  %d factor%s: %s%s"
                        .formatted(
                                factors.size(),
                                factors.size() == 1 ? "" : "s",
                                listed,
                                factors.size() > FACTORS_SHOWN ? " · …" : "")));
    }

    /** Returns the line of a trial. */
    public static String trial(TrialRecord trial) {
        return PlainText.of(String.format(
                Locale.ROOT,
                "  run %2d of at most %2d   %-9s  %s%s%s",
                trial.run(),
                trial.atMost(),
                trial.outcome().word(),
                trial.what(),
                trial.cached() ? "  (run before)" : "",
                trial.reason() == null ? "" : "  (" + trial.reason() + ")"));
    }

    /** Returns the result. */
    public List<String> result(BisectionResult result) {
        List<String> lines = new ArrayList<>();
        Finding finding = result.finding();
        if (finding == null) {
            lines.add("The ends agree: %s the same bits in both, so there is nothing to bisect."
                    .formatted(result.cases() == 1 ? "the one case is" : "all " + result.cases() + " cases are"));
            return lines;
        }
        boolean ofB = !result.reversed();
        String reference = (ofB ? pair.a() : pair.b()).displayName();
        String other = (ofB ? pair.b() : pair.a()).displayName();
        for (Cause<Factor> cause : finding.causes()) {
            String factors =
                    cause.factors().stream().map(factor -> factor.valued(ofB)).collect(Collectors.joining(" with "));
            boolean one = cause.factors().size() == 1;
            lines.add("Found: %s %s %s differ.".formatted(factors, one ? "makes" : "together make", finding.lead()));
            if (!one && cause.untested().isEmpty()) {
                lines.add("  minimal: without any one of them it is the same as in " + reference + ".");
            }
            cause.untested()
                    .forEach(factor -> lines.add("  whether it differs without " + factor.valued(ofB)
                            + " is open: that mixture gave nothing to compare."));
        }
        String them = finding.causes().stream()
                                .mapToInt(cause -> cause.factors().size())
                                .sum()
                        == 1
                ? "it"
                : "them";
        lines.add("  confirmed from both ends: %s differs with %s".formatted(reference, them)
                + (finding.rest() == Outcome.SAME
                        ? ", and " + other + " without " + them + " is the same as " + reference + "."
                        : "."));
        if (finding.rest() == Outcome.UNRESOLVED) {
            lines.set(
                    lines.size() - 1,
                    "  confirmed from one end: %s differs with %s; %s without %s gave nothing to compare."
                            .formatted(reference, them, other, them));
        }
        if (!finding.always() && result.power() == null) {
            lines.add("  it differs in some executions only, and in all of " + other
                    + ": more --restarts tell a variation of its own from a cause.");
        }
        if (finding.sameAsOther()) {
            lines.add("  its bits are then those of " + other + ".");
        }
        if (finding.searched().size() > 1) {
            lines.add(explained(result, finding));
        }
        if (finding.bundles().size() == 2) {
            lines.add("");
            lines.add("compare  gradlock compare "
                    + finding.bundles().stream().map(Path::toString).collect(Collectors.joining(" ")) + " --case '"
                    + finding.lead() + "'");
        }
        return lines.stream().map(PlainText::of).toList();
    }

    private String explained(BisectionResult result, Finding finding) {
        int searched = finding.searched().size();
        String of = searched < result.differing() ? " (of %d that differ)".formatted(result.differing()) : "";
        List<String> open = finding.searched().stream()
                .filter(id -> !finding.explained().contains(id))
                .toList();
        return "  explains %d of %d cases%s".formatted(finding.explained().size(), searched, of)
                + (open.isEmpty()
                        ? "."
                        : "; for the rest: gradlock bisect%s '%s' '%s' --case '%s'%s"
                                .formatted(
                                        suite,
                                        pair.a().displayName(),
                                        pair.b().displayName(),
                                        open.get(0),
                                        open.size() == 1 ? "" : ", and so on for " + (open.size() - 1) + " more"));
    }
}
