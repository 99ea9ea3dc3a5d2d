package io.github.gradlock.harness.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.SafetensorsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a process of a program in any language left. */
final class CommandReview implements ProcessReview {
    /** What a program ends with that cannot run here; Automake's tests and others use it so. */
    static final int CANNOT_RUN = 77;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** What shells add to the number of a signal that ended a program. */
    private static final int SIGNALLED = 128;

    private static final String RECORDER = "No module named 'gradlock_torch'";

    private static final String VALUES = "values.safetensors";
    private static final String PROVENANCE = "provenance.json";
    private static final String STATE = "session.json";
    private static final Pattern WORD = Pattern.compile("\\p{L}|\\p{N}");
    private static final int LONGEST = 300;
    private static final long MOST_PROVENANCE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandProgram program;
    private @Nullable String fault;

    CommandReview(CommandProgram program) {
        this.program = program;
    }

    @Override
    public boolean isRecorded(ProcessOutcome outcome, Path session, boolean first)
            throws UnavailableException, IOException {
        if (first && outcome.ending() == Ending.EXITED && outcome.exitCode() == CANNOT_RUN) {
            Path directory = session.toAbsolutePath().getParent();
            String said = directory == null ? "" : lastLine(directory.resolve(ProcessOutput.FILE));
            throw new UnavailableException("the program says: " + (said.isEmpty() ? "(nothing)" : said));
        }
        if (isSession(session)) {
            return true;
        }
        Path values = session.resolve(VALUES);
        int whole = 0;
        while (Files.isRegularFile(values, LinkOption.NOFOLLOW_LINKS) && isWhole(values)) {
            whole++;
            values = session.resolve(VALUES.replace(".", "." + whole + "."));
        }
        // One that the end of the process cut short must not cost the others.
        if (!outcome.isComplete()) {
            Files.deleteIfExists(values);
        }
        return whole > 0;
    }

    /** Whether a program wrote what the probe does, as the recorder for PyTorch, and no safetensors files alone. */
    private static boolean isSession(Path session) {
        return Files.isRegularFile(session.resolve("cases.jsonl"));
    }

    private boolean isWhole(Path values) throws IOException {
        try {
            SafetensorsReader.open(values);
            return true;
        } catch (BundleException damaged) {
            fault = damaged.place() + ": " + damaged.getMessage();
            return false;
        }
    }

    @Override
    public String reason(ProcessOutcome outcome, int restart, Path output) throws IOException {
        Path session = output.resolveSibling("session");
        if (outcome.isComplete() && isSession(session)) {
            return "process " + restart + " ended with exit status 0" + ProcessReview.at(session)
                    + ", and its session.json does not say that it came to its end: a case that ends the program ends all,"
                    + " and with gradlock_torch suite.run() is the last thing that it does";
        }
        if (outcome.isComplete() && fault != null) {
            return "process " + restart + " ended with exit status 0, and its results cannot be read: " + fault;
        }
        if (outcome.isComplete()) {
            return "process " + restart
                    + " ended with exit status 0 and left no results: a program writes values.safetensors to the"
                    + " folder $" + CommandStarter.OUT;
        }
        int code = outcome.exitCode();
        if (outcome.ending() == Ending.EXITED && (code == NOT_FOUND || code == NOT_EXECUTABLE)) {
            return "the program " + program.command().get(0) + " cannot be started there (exit status " + code
                    + "): add what has it to the dependencies of the environment";
        }
        // What a crash prints at last is a frame of its stack, which tells nobody what happened.
        String said = outcome.ending() == Ending.EXITED && code <= SIGNALLED ? lastLine(output) : "";
        if (said.contains(RECORDER)) {
            return said + ": copy gradlock_torch.py, of gradlock's ci/pytorch/gradients, beside the program";
        }
        return outcome.reason() + ProcessReview.at(session) + (said.isEmpty() ? "" : ": " + said);
    }

    @Override
    public void complete(
            Path session, ProcessOutcome outcome, ResolvedEnvironment environment, SuiteProcess process, SuiteJob job)
            throws IOException {
        Map<String, String> known = said(session.resolve(PROVENANCE));
        known.putIfAbsent("program", String.join(" ", program.command()));
        known.put("run.seed", String.valueOf(job.seed()));
        if (!process.profile().name().isEmpty()) {
            known.put("run.stress", process.profile().name());
        }
        environment.variables().forEach((name, value) -> known.put("env." + name, value));
        write(session.resolve(PROVENANCE), known);
        if (!Files.exists(session.resolve(STATE), LinkOption.NOFOLLOW_LINKS)) {
            // So that executions which were asked for and are not there are missed.
            String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            write(
                    session.resolve(STATE),
                    Map.of("iterations", job.iterations(), "start", now, "end", now, "complete", outcome.isComplete()));
        }
    }

    /** Returns what the program says of where it runs; where that is no object of texts, why nothing of it was read. */
    private static Map<String, String> said(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_PROVENANCE) {
            return new TreeMap<>();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {});
        } catch (JacksonException noTexts) {
            return new TreeMap<>(Map.of(
                    "provenance.unread", PROVENANCE + " is no object of texts: " + noTexts.getOriginalMessage()));
        }
    }

    private static void write(Path file, Map<String, ?> content) throws IOException {
        // A link that the program left would lead the harness elsewhere.
        Files.deleteIfExists(file);
        Files.write(file, JSON.writeValueAsBytes(content));
    }

    /** Interpreters say what was wrong at the end; a line without a word is a frame around that. */
    private static String lastLine(Path output) throws IOException {
        if (!Files.exists(output)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(output)) {
            String last = lines.filter(line -> WORD.matcher(line).find())
                    .reduce((first, second) -> second)
                    .map(String::strip)
                    .orElse("");
            return last.length() > LONGEST ? last.substring(0, LONGEST) + "…" : last;
        }
    }
}
