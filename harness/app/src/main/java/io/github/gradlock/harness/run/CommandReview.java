package io.github.gradlock.harness.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.SuiteProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process of a program in any language left. */
final class CommandReview implements ProcessReview {
    /** What a program ends with that cannot run here; Automake's tests and others use it so. */
    static final int CANNOT_RUN = 77;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final CommandProgram program;

    CommandReview(CommandProgram program) {
        this.program = program;
    }

    @Override
    public boolean isRecorded(ProcessOutcome outcome, Path session) throws UnavailableException, IOException {
        if (outcome.ending() == Ending.EXITED && outcome.exitCode() == CANNOT_RUN) {
            Path directory = session.toAbsolutePath().getParent();
            String said = directory == null ? "" : lastLine(directory.resolve(ProcessOutput.FILE));
            throw new UnavailableException("the program says: " + (said.isEmpty() ? "(nothing)" : said));
        }
        return Files.isRegularFile(session.resolve("values.safetensors"))
                || Files.isRegularFile(session.resolve("cases.jsonl"));
    }

    @Override
    public String reason(ProcessOutcome outcome, int restart, Path output) throws IOException {
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
        String said = outcome.ending() == Ending.EXITED ? lastLine(output) : "";
        return outcome.reason() + (said.isEmpty() ? "" : ": " + said);
    }

    @Override
    public void complete(Path session, ResolvedEnvironment environment, SuiteProcess process, long seed)
            throws IOException {
        Path file = session.resolve("provenance.json");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, String> known = new TreeMap<>();
        known.put("program", String.join(" ", program.command()));
        known.put("run.seed", String.valueOf(seed));
        if (!process.profile().name().isEmpty()) {
            known.put("run.stress", process.profile().name());
        }
        environment.variables().forEach((name, value) -> known.put("env." + name, value));
        Files.write(file, new ObjectMapper().writeValueAsBytes(known));
    }

    /** Interpreters say what was wrong at the end. */
    private static String lastLine(Path output) throws IOException {
        if (!Files.exists(output)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .map(String::strip)
                    .orElse("");
        }
    }
}
