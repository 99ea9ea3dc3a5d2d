package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Workflow commands that GitHub Actions shows as annotations. It keeps ten errors and ten warnings of a step and fifty annotations
 * of a job, so no more are written, and the last says how many there would be.
 */
public final class Annotations {
    static final int EACH = 10;

    private static final int LINES = 6;

    private Annotations() {}

    /** Returns the lines to print, each a command of its own; none where everything is as it should be. */
    public static List<String> of(Report report) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (EnvironmentResult environment : report.environments()) {
            if (environment.status() == Status.FAILED) {
                String reason = Objects.requireNonNullElse(environment.reason(), "no reason given");
                errors.add(command("error", environment.name() + " failed", reason));
            }
        }
        // One result of a matrix's job has nothing beside it yet: its cases are no findings.
        boolean compared = report.status() != ExitStatus.NOTHING_COMPARED;
        for (CaseResult result : compared ? report.notable() : List.<CaseResult>of()) {
            String title = result.id() + " is " + result.verdict().word();
            String message = CaseText.of(result, report.explanations().get(result.id())).stream()
                    .limit(LINES)
                    .collect(Collectors.joining("\n"));
            switch (result.verdict()) {
                case NONDETERMINISTIC, DIVERGENT -> errors.add(command("error", title, message));
                case INCOMPLETE -> warnings.add(command("warning", title, message));
                default -> {
                    // What a policy allows is in the report.
                }
            }
        }
        List<String> lines = new ArrayList<>(limited("error", errors));
        lines.addAll(limited("warning", warnings));
        return lines;
    }

    private static List<String> limited(String level, List<String> commands) {
        if (commands.size() <= EACH) {
            return commands;
        }
        List<String> shown = new ArrayList<>(commands.subList(0, EACH - 1));
        String more = Figures.count(commands.size() - shown.size()) + " more";
        shown.add(command(level, more, more + ": the report has all of them"));
        return shown;
    }

    private static String command(String level, String title, String message) {
        return "::" + level + " title=" + property(Figures.plain(title)) + "::" + data(message);
    }

    /** What the runner reads back: line ends and the sign of the escape itself. */
    private static String data(String text) {
        return text.lines()
                .map(Figures::plain)
                .map(line -> line.replace("%", "%25"))
                .collect(Collectors.joining("%0A"));
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
