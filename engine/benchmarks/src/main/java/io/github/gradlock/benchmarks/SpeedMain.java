package io.github.gradlock.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.engine.kernel.Providers;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The process that measures, for one JDK and one number of threads ({@code -Dgradlock.threads}). It writes JSON to standard output, a
 * line a fact: {@code header}, then {@code row} after {@code row}, or {@code error}.
 */
public final class SpeedMain {
    private static final int INPUT_AT_FAULT = 2;
    private static final int NOT_POSSIBLE = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;

    private SpeedMain(PrintStream out) {
        this.out = out;
    }

    /** Measures what the arguments ask for, and exits. */
    public static void main(String... arguments) throws RunnerException, JsonProcessingException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever else prints in this process does not come between the lines.
        System.setOut(System.err);
        System.exit(new SpeedMain(out).run(arguments));
    }

    private int run(String... arguments) throws RunnerException, JsonProcessingException, InterruptedException {
        Arguments asked = Arguments.parse(arguments);
        List<Work> rows = asked.rows();
        if (rows.isEmpty()) {
            return fail(
                    INPUT_AT_FAULT,
                    "no row is called " + String.join(", ", asked.only()),
                    "gradlock bench speed --list names the rows");
        }
        try {
            Providers.active();
        } catch (IllegalArgumentException unknown) {
            return fail(INPUT_AT_FAULT, said(unknown), "--kernels vector,fast for instance");
        } catch (IllegalStateException unusable) {
            return fail(NOT_POSSIBLE, said(unusable), "leave them out of --kernels");
        }
        if (asked.list()) {
            for (Work work : rows) {
                write("work", RowJson.identity(work));
            }
            return 0;
        }
        // Another JMH elsewhere on the machine is noise like any other, and no reason to stop.
        System.setProperty("jmh.ignoreLock", "true");
        OneThread.use();
        try {
            TorchRuntime.start(Providers.active().threads());
        } catch (LinkageError missing) {
            return fail(NOT_POSSIBLE, "libtorch cannot be loaded: " + missing.getMessage(), "");
        }
        Heap.touch();
        TorchRuntime.touch();
        Rounds rounds = new Rounds(asked.pace());
        Map<String, Object> header = new LinkedHashMap<>(Machine.describe());
        header.put("torch", TorchRuntime.describe());
        header.put("emptyCall", rounds.emptyCall());
        header.put("pace", asked.pace());
        write("header", header);
        RowRun run = new RowRun(rounds, !asked.quick());
        for (Work work : rows) {
            write("row", run.measure(work));
        }
        return 0;
    }

    /** Without the advice to drop a property, which the user did not set. */
    private static String said(RuntimeException problem) {
        return String.valueOf(problem.getMessage()).replaceFirst("; drop -D.*", "");
    }

    private int fail(int status, String message, String hint) throws JsonProcessingException {
        write("error", Map.of("message", message, "hint", hint));
        return status;
    }

    private void write(String kind, Object value) throws JsonProcessingException {
        out.println(json.writeValueAsString(Map.of(kind, value)));
    }
}
