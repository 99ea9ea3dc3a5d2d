package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.Launch;
import io.github.gradlock.harness.runtime.Place;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.ProgressListener;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Child processes with a scrubbed environment, each in a folder of its own. */
final class HostEnvironment implements PreparedEnvironment {
    /** Windows does not start a process without it; elsewhere it is not set. */
    private static final List<String> NEEDED = List.of("SystemRoot");

    private static final long DRAIN_MILLIS = 2000;

    private final ResolvedEnvironment environment;
    private final SuiteJob job;
    private final HostProgram program;
    private final ChildProcesses children;
    private final BoundedLog log;

    HostEnvironment(
            ResolvedEnvironment environment,
            SuiteJob job,
            HostProgram program,
            ChildProcesses children,
            BoundedLog log) {
        this.environment = environment;
        this.job = job;
        this.program = program;
        this.children = children;
        this.log = log;
    }

    @Override
    public ProcessOutcome run(SuiteProcess suite, Path directory, ProgressListener listener)
            throws IOException, InterruptedException {
        Path root = directory.toAbsolutePath();
        Path files = root.resolve("suite");
        program.copyFiles(files);
        Path transplant = job.trace().transplant();
        Place place = new Place(
                Files.createDirectories(root.resolve("session")).toString(),
                Files.createDirectories(root.resolve("home")).toString(),
                Files.createDirectories(root.resolve("tmp")).toString(),
                files.toString(),
                transplant == null ? null : transplant.toAbsolutePath().toString(),
                File.pathSeparator,
                path -> path.toAbsolutePath().toString());
        Launch launch = program.starter().launch(suite, place);
        ProcessBuilder builder = new ProcessBuilder(program.guarded(launch.command()));
        builder.directory(new File(launch.folder())).redirectErrorStream(true);
        builder.environment().keySet().retainAll(NEEDED);
        builder.environment().put("PATH", program.path());
        builder.environment().putAll(launch.variables());
        log.line("[gradlock] starts " + String.join(" ", launch.command()));
        try (ProcessOutput output = new ProcessOutput(root, log, listener)) {
            return await(builder, output);
        }
    }

    private ProcessOutcome await(ProcessBuilder builder, ProcessOutput output)
            throws IOException, InterruptedException {
        Duration timeout = environment.spec().limits().timeout();
        long start = System.nanoTime();
        // Its standard input stays open until the harness is gone, however it goes: then it ends too.
        Process process = builder.start();
        children.add(process);
        Thread reader = new Thread(() -> read(process.getInputStream(), output), "gradlock-output");
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!ended) {
                return new ProcessOutcome(
                        Ending.TIMED_OUT,
                        -1,
                        seconds,
                        "the suite's process was ended after its time limit of " + timeout.toSeconds()
                                + " s (gradlock.limits.timeout)");
            }
            return new ProcessOutcome(Ending.EXITED, process.exitValue(), seconds, "");
        } finally {
            ChildProcesses.killTree(process);
            children.remove(process);
            // A grandchild that got away may hold the pipe open: its output is not waited for without end.
            reader.join(DRAIN_MILLIS);
            process.getOutputStream().close();
        }
    }

    private static void read(InputStream stream, ProcessOutput output) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                output.accept(buffer, count);
            }
        } catch (IOException closed) {
            // The process was ended while it wrote.
        }
    }

    @Override
    public @Nullable String imageDigest() {
        return null;
    }

    @Override
    public void close() {
        // Each process ended with its run.
    }
}
