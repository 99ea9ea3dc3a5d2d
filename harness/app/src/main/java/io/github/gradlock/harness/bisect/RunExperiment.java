package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.run.RunExecution;
import io.github.gradlock.harness.run.RunListener;
import io.github.gradlock.harness.run.RunPlan;
import io.github.gradlock.harness.run.SessionJoin;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.SuiteRuntime;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs hybrids through the runtimes, and keeps their bundles under a hash of everything that they come from. */
public final class RunExperiment implements Experiment {
    private final EnvironmentPair pair;
    private final Suite suite;
    private final long seed;
    private final Map<RuntimeKind, SuiteRuntime> runtimes;
    private final OutputFolder output;
    private final Path trials;
    private final RunListener listener;
    private final boolean fresh;
    private final Set<Path> ofThisSearch = new HashSet<>();

    /**
     * @param pair what is mixed
     * @param suite to run
     * @param seed of its random numbers
     * @param runtimes one of each kind that is needed; not closed here
     * @param output claimed for this search
     * @param trials folder for the bundles of trials, which later searches use again
     * @param fresh whether those of earlier searches are ignored
     * @param listener hears what happens
     */
    public RunExperiment(
            EnvironmentPair pair,
            Suite suite,
            long seed,
            Map<RuntimeKind, SuiteRuntime> runtimes,
            OutputFolder output,
            Path trials,
            boolean fresh,
            RunListener listener) {
        this.pair = pair;
        this.suite = suite;
        this.seed = seed;
        this.runtimes = Map.copyOf(runtimes);
        this.output = output;
        this.trials = trials;
        this.fresh = fresh;
        this.listener = listener;
    }

    @Override
    public Observation observe(List<Factor> fromB, List<String> selects, Repetitions repetitions)
            throws IOException, InterruptedException {
        ResolvedEnvironment hybrid = pair.hybrid(fromB);
        Path kept = trials.resolve(key(hybrid, selects, repetitions) + ".glb");
        Observation known = fresh && !ofThisSearch.contains(kept) ? null : read(kept, true);
        if (known != null) {
            return known;
        }
        OutputFolder.delete(kept);
        EnvironmentResult result;
        try {
            result = run(new PlannedEnvironment(hybrid, repetitions), selects);
        } catch (GradlockException problem) {
            if (problem.status() == ExitStatus.BAD_INPUT && fromB.isEmpty()) {
                throw problem;
            }
            return Observation.failed(String.valueOf(problem.getMessage()));
        }
        Path bundle = result.bundle();
        if (result.status() != Status.COMPLETED || bundle == null) {
            if (bundle != null) {
                OutputFolder.delete(bundle);
            }
            return Observation.failed(String.valueOf(result.reason()));
        }
        Files.createDirectories(trials);
        Files.move(bundle, kept);
        ofThisSearch.add(kept);
        return Objects.requireNonNull(read(kept, false));
    }

    private EnvironmentResult run(PlannedEnvironment hybrid, List<String> selects) throws InterruptedException {
        RunPlan plan = new RunPlan(suite, List.of(hybrid), seed, List.of(), selects, 1, TraceRequest.PLAIN);
        return new RunExecution(plan, runtimes, output, new SessionJoin(suite), listener)
                .run()
                .get(0);
    }

    /** Returns what a bundle holds, or null if there is none, or one that is damaged. */
    private static @Nullable Observation read(Path path, boolean cached) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        try (Bundle bundle = Bundles.open(path)) {
            return bundle.isPartial() ? null : Observation.of(bundle, cached);
        } catch (BundleException damaged) {
            return null;
        }
    }

    /** Whatever reaches the suite's process counts, and nothing else: the same mixture of two other environments is the same. */
    private String key(ResolvedEnvironment hybrid, List<String> selects, Repetitions repetitions) {
        EnvironmentSpec spec = hybrid.spec();
        List<String> lines = new ArrayList<>();
        lines.add("1 " + suite.hash() + " " + seed + " " + repetitions);
        selects.forEach(pattern -> lines.add("select " + pattern));
        lines.add("runtime " + spec.runtime() + " " + hybrid.javaHome());
        ImageLock image = hybrid.pins().image();
        if (image != null) {
            lines.add("image " + image.repository() + " " + image.indexDigest() + " " + image.manifestDigest());
        }
        lines.add("jdk " + hybrid.pins().jdk());
        hybrid.pins().packages().forEach(one -> lines.add("package " + one));
        hybrid.variant().factors().forEach((factor, value) -> lines.add("factor " + factor + "=" + value));
        spec.jvm().forEach(option -> lines.add("jvm " + option));
        Factors.variables(spec).forEach((name, value) -> lines.add("variable " + name + "=" + value));
        lines.add("limits " + spec.limits());
        StringBuilder text = new StringBuilder();
        // With its length before it, no line can be taken for two.
        lines.forEach(
                line -> text.append(line.length()).append(' ').append(line).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
