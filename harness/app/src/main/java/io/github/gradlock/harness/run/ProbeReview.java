package io.github.gradlock.harness.run;

import io.github.gradlock.harness.runtime.ProcessOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process of the probe left. */
final class ProbeReview implements ProcessReview {
    /** How the probe and the JVM say why they end. */
    private static final Pattern ERROR = Pattern.compile("(?i:error: )|Exception in thread \"main\" ");

    @Override
    public boolean isRecorded(ProcessOutcome outcome, Path session, boolean first) throws IOException {
        if (!Files.isDirectory(session)) {
            return false;
        }
        try (Stream<Path> files = Files.list(session)) {
            return files.findAny().isPresent();
        }
    }

    @Override
    public String reason(ProcessOutcome outcome, int restart, Path output) throws IOException {
        return outcome.isComplete()
                ? "the suite's process " + restart + " ended with exit status 0 and left no session"
                : outcome.reason() + lastError(output);
    }

    /** Returns what the process itself said was wrong, or nothing. */
    private static String lastError(Path output) throws IOException {
        if (!Files.exists(output)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> ERROR.matcher(line).lookingAt())
                    .reduce((first, second) -> second)
                    .map(line -> ": " + ERROR.matcher(line).replaceFirst(""))
                    .orElse("");
        }
    }
}
