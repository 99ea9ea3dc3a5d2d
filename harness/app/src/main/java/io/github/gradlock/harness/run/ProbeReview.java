package io.github.gradlock.harness.run;

import io.github.gradlock.harness.runtime.ProcessOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process of the probe left. */
final class ProbeReview implements ProcessReview {
    private static final String NO_JVM = "Error: Could not create the Java Virtual Machine.";

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
        Path session = output.resolveSibling("session");
        if (!outcome.isComplete()) {
            return outcome.reason() + ProcessReview.at(session) + lastError(output);
        }
        return Files.isDirectory(session)
                ? "the suite's process " + restart + " ended with exit status 0 before its tests had"
                        + ProcessReview.at(session) + ": a test that calls System.exit ends all"
                : "the suite's process " + restart + " ended with exit status 0 and left no session";
    }

    /** Returns what the process itself said was wrong, or nothing. */
    private static String lastError(Path output) throws IOException {
        if (!Files.exists(output)) {
            return "";
        }
        String said = "";
        String before = "";
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(NO_JVM)) {
                    // The reason stands in front of it; the line behind it tells nothing.
                    return ": " + before;
                }
                if (ERROR.matcher(line).lookingAt()) {
                    said = ": " + ERROR.matcher(line).replaceFirst("");
                }
                before = line;
            }
        }
        return said;
    }
}
