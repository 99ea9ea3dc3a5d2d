package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.JvmOptions;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProbeCommand;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.ProgressListener;
import io.github.gradlock.harness.runtime.StressProfile;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Child JVMs with a scrubbed environment, each in a folder of its own. */
final class HostEnvironment implements PreparedEnvironment {
    /** Windows does not start a process without it; elsewhere it is not set. */
    private static final List<String> NEEDED = List.of("SystemRoot");

    private static final long DRAIN_MILLIS = 2000;

    private final ResolvedEnvironment environment;
    private final SuiteJob job;
    private final Path java;
    private final JdkRelease jdk;
    private final ChildProcesses children;
    private final BoundedLog log;

    HostEnvironment(
            ResolvedEnvironment environment,
            SuiteJob job,
            Path java,
            JdkRelease jdk,
            ChildProcesses children,
            BoundedLog log) {
        this.environment = environment;
        this.job = job;
        this.java = java;
        this.jdk = jdk;
        this.children = children;
        this.log = log;
    }

    @Override
    public ProcessOutcome run(SuiteProcess suite, Path directory, ProgressListener listener)
            throws IOException, InterruptedException {
        Path root = directory.toAbsolutePath();
        Path session = Files.createDirectories(root.resolve("session"));
        Path home = Files.createDirectories(root.resolve("home"));
        Path temporary = Files.createDirectories(root.resolve("tmp"));
        List<String> options =
                JvmOptions.of(environment.spec(), environment.variant(), jdk, temporary.toString(), suite.profile());
        Path transplant = job.trace().transplant();
        ProbeCommand.Place place = new ProbeCommand.Place(
                absolute(job.classPath()),
                absolute(job.scanRoots()),
                session.toString(),
                File.pathSeparator,
                transplant == null ? null : transplant.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(ProbeCommand.of(java.toString(), options, job, place, suite, true));
        builder.directory(session.toFile()).redirectErrorStream(true);
        scrub(builder.environment(), home, temporary, suite.profile());
        log.line("[gradlock] starts " + String.join(" ", builder.command()));
        try (ProcessOutput output = new ProcessOutput(root, log, listener)) {
            return await(builder, output);
        }
    }

    private ProcessOutcome await(ProcessBuilder builder, ProcessOutput output)
            throws IOException, InterruptedException {
        Duration timeout = environment.spec().limits().timeout();
        long start = System.nanoTime();
        // Its standard input stays open until the harness is gone, however it goes: then the probe ends too.
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

    private void scrub(Map<String, String> variables, Path home, Path temporary, StressProfile profile) {
        variables.keySet().retainAll(NEEDED);
        variables.put("PATH", "/usr/bin:/bin");
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", "UTC");
        variables.put("HOME", home.toString());
        variables.put("TMPDIR", temporary.toString());
        variables.putAll(profile.variables());
        variables.putAll(environment.spec().variables());
    }

    private static List<String> absolute(List<Path> paths) {
        return paths.stream().map(path -> path.toAbsolutePath().toString()).toList();
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
