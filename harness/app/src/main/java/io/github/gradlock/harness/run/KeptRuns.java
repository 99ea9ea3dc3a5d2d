package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.JvmOptions;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.TestProgram;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one environment each, for a question; each is kept under a hash of everything that it comes from. Several threads may ask.
 */
public final class KeptRuns {
    /** Goes up when runtimes give processes other variables or limits than before. */
    private static final int VERSION = 5;

    /** What a release file adds to the options follows from the JDK, which is in the key by itself. */
    private static final JdkRelease RELEASE = new JdkRelease("", List.of());

    private final Suite suite;
    private final List<String> tags;
    private final long seed;
    private final Map<RuntimeKind, SuiteRuntime> runtimes;
    private final OutputFolder output;
    private final Path folder;
    private final RunListener listener;
    private final boolean fresh;
    private final Set<Path> ofThisCommand = ConcurrentHashMap.newKeySet();
    private final Map<Path, Lock> locks = new ConcurrentHashMap<>();

    /**
     * @param suite to run
     * @param tags JUnit tag expressions; empty for every test
     * @param seed of its random numbers
     * @param runtimes one of each kind that is needed; not closed here
     * @param output claimed for this command
     * @param folder for the bundles, which later commands use again
     * @param fresh whether those of earlier commands are ignored
     * @param listener hears what happens
     */
    public KeptRuns(
            Suite suite,
            List<String> tags,
            long seed,
            Map<RuntimeKind, SuiteRuntime> runtimes,
            OutputFolder output,
            Path folder,
            boolean fresh,
            RunListener listener) {
        this.suite = suite;
        this.tags = List.copyOf(tags);
        this.seed = seed;
        this.runtimes = Map.copyOf(runtimes);
        this.output = output;
        this.folder = folder;
        this.fresh = fresh;
        this.listener = listener;
    }

    /**
     * What a run gave.
     *
     * @param bundle whole; null if it did not come to its end
     * @param failure why it did not; null if it did
     * @param kept whether it had been run before
     */
    public record Answer(@Nullable Path bundle, @Nullable String failure, boolean kept) {}

    /** Returns what is run. */
    public Suite suite() {
        return suite;
    }

    /**
     * Runs cases in an environment, or takes the bundle of an earlier run that was the same.
     *
     * @param environment where
     * @param selects patterns of case names; empty for every case
     * @param repetitions how often
     * @param trace what is recorded of operations
     * @param attempt tells apart runs that are the same otherwise, from 0
     * @throws io.github.gradlock.harness.GradlockException if the input is at fault
     */
    public Answer run(
            ResolvedEnvironment environment,
            List<String> selects,
            Repetitions repetitions,
            TraceRequest trace,
            int attempt)
            throws IOException, InterruptedException {
        String key = key(environment, selects, repetitions, trace) + (attempt == 0 ? "" : "-" + attempt);
        Path kept = folder.resolve(key + ".glb");
        // Who asks for the same at the same time waits for it.
        Lock lock = locks.computeIfAbsent(kept, unseen -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return run(environment, selects, repetitions, trace, key, kept);
        } finally {
            lock.unlock();
        }
    }

    private Answer run(
            ResolvedEnvironment environment,
            List<String> selects,
            Repetitions repetitions,
            TraceRequest trace,
            String key,
            Path kept)
            throws IOException, InterruptedException {
        if ((!fresh && !isOfThisMachine(environment) || ofThisCommand.contains(kept)) && isWhole(kept)) {
            return new Answer(kept, null, true);
        }
        OutputFolder.delete(kept);
        RunPlan plan = new RunPlan(
                suite, List.of(new PlannedEnvironment(environment, repetitions)), seed, tags, selects, 1, trace);
        EnvironmentResult result = new RunExecution(plan, runtimes, output.files(key), new SessionJoin(plan), listener)
                .run()
                .get(0);
        Path bundle = result.bundle();
        if (result.status() != Status.COMPLETED || bundle == null) {
            if (bundle != null) {
                OutputFolder.delete(bundle);
            }
            return new Answer(null, String.valueOf(result.reason()), false);
        }
        Files.createDirectories(folder);
        Files.move(bundle, kept);
        ofThisCommand.add(kept);
        return new Answer(kept, null, false);
    }

    /** A program of this machine may be another one tomorrow, in a virtual environment of Python for instance: nothing pins it. */
    private boolean isOfThisMachine(ResolvedEnvironment environment) {
        return suite.program() instanceof CommandProgram && environment.spec().runtime() == RuntimeKind.HOST;
    }

    private static boolean isWhole(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (Bundle bundle = Bundles.open(path)) {
            return !bundle.isPartial();
        } catch (BundleException damaged) {
            return false;
        }
    }

    /** Whatever reaches the suite's process counts, and nothing else: the same environment under another name is the same. */
    String key(ResolvedEnvironment environment, List<String> selects, Repetitions repetitions, TraceRequest trace)
            throws IOException {
        EnvironmentSpec spec = environment.spec();
        List<String> lines = new ArrayList<>();
        lines.add(VERSION + " " + suite.hash() + " " + seed + " " + repetitions);
        lines.add("suite " + suite.name());
        if (suite.program() instanceof TestProgram tests) {
            tests.scanRoots()
                    .forEach(root -> lines.add("scan " + tests.classPath().indexOf(root)));
        }
        tags.forEach(tag -> lines.add("tag " + tag));
        selects.forEach(pattern -> lines.add("select " + pattern));
        lines.add("trace " + trace.operations() + " " + trace.warmUp() + " " + trace.capture() + " "
                + digest(trace.transplant()));
        lines.add("runtime " + spec.runtime() + " " + environment.javaHome());
        ImageLock image = environment.pins().image();
        if (image != null) {
            lines.add("image " + image.repository() + " " + image.indexDigest() + " " + image.manifestDigest());
        }
        lines.add("jdk " + environment.pins().jdk());
        environment.pins().packages().forEach(one -> lines.add("package " + one));
        environment.variant().factors().forEach((factor, value) -> lines.add("factor " + factor + "=" + value));
        JvmOptions.of(spec, environment.variant(), RELEASE, "tmp").forEach(option -> lines.add("jvm " + option));
        spec.variables().forEach((name, value) -> lines.add("variable " + name + "=" + value));
        lines.add("limits " + spec.limits());
        StringBuilder text = new StringBuilder();
        // With its length before it, no line can be taken for two.
        lines.forEach(
                line -> text.append(line.length()).append(' ').append(line).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static String digest(@Nullable Path file) throws IOException {
        return file == null ? "-" : Sha256.ofFile(file);
    }
}
