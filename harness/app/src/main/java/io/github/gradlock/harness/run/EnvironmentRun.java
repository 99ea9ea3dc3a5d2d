package io.github.gradlock.harness.run;

import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.ProcessorLoad;
import io.github.gradlock.harness.runtime.ProgressListener;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of one environment from its pins to its bundle. */
final class EnvironmentRun {
    /** Processes that tell orders of values from chance, in most cases. */
    private static final int ORDER = 4;

    private final RunPlan plan;
    private final ResolvedEnvironment environment;
    private final Repetitions repetitions;
    private final RunFiles files;
    private final BundleJoin join;
    private final RunListener listener;
    private final BoundedLog log;
    private final String name;
    private final VariedCases varied = new VariedCases();
    private double suiteSeconds;

    EnvironmentRun(
            RunPlan plan,
            PlannedEnvironment planned,
            RunFiles files,
            BundleJoin join,
            RunListener listener,
            BoundedLog log) {
        this.plan = plan;
        this.environment = planned.environment();
        this.repetitions = planned.repetitions();
        this.files = files;
        this.join = join;
        this.listener = listener;
        this.log = log;
        this.name = environment.displayName();
    }

    EnvironmentResult run(SuiteRuntime runtime) throws UnavailableException, IOException, InterruptedException {
        long start = System.nanoTime();
        Path work = files.work(name);
        List<Path> sessions = new ArrayList<>();
        String failure;
        String digest;
        try (PreparedEnvironment prepared = runtime.prepare(environment, plan.job(repetitions.iterations()), log)) {
            log.step("provision", seconds(start));
            digest = prepared.imageDigest();
            failure = runAll(prepared, work, sessions);
        }
        listener.concludes(name);
        EnvironmentResult result = conclude(start, sessions, failure, digest);
        log.step("suite", suiteSeconds);
        log.step("whole", result.seconds());
        log.step("overhead", result.seconds() - suiteSeconds);
        try {
            OutputFolder.delete(work);
        } catch (IOException problem) {
            // The bundle is whole: what a suite made undeletable costs no result, and the next run or prune says so.
            log.line("[gradlock] left behind: " + Reason.withFile(problem));
        }
        return result;
    }

    /** Runs every restart; returns why it stopped before the last one was complete, or null. */
    private @Nullable String runAll(PreparedEnvironment prepared, Path work, List<Path> sessions)
            throws UnavailableException, IOException, InterruptedException {
        ProcessReview review = ProcessReview.of(plan.suite().program());
        for (int restart = 0; restart < repetitions.restarts(); restart++) {
            Path directory = Files.createDirectories(work.resolve("process-" + restart));
            int before = restart;
            listener.process(name, restart + 1, repetitions.restarts());
            SuiteProcess process =
                    plan.conduct().process(environment, plan.suite().program(), restart);
            ProcessOutcome outcome = run(
                    prepared,
                    process,
                    directory,
                    (done, total) -> listener.progress(name, before * total + done, repetitions.restarts() * total));
            suiteSeconds += outcome.seconds();
            log.step("process " + restart, outcome.seconds());
            if (outcome.isNothingSelected() && plan.isSelective()) {
                OutputFolder.delete(work);
                throw plan.nothingSelected();
            }
            Path session = directory.resolve("session");
            boolean recorded = review.isRecorded(outcome, session, sessions.isEmpty());
            if (recorded) {
                keepOutput(directory, session);
                review.complete(session, outcome, environment, process, plan.job(repetitions.iterations()));
                sessions.add(session);
            }
            if (!outcome.isComplete() || !recorded || !review.isFinished(session)) {
                if (!recorded && !sessions.isEmpty()) {
                    // A process without results makes the bundle a partial one.
                    sessions.add(Files.createDirectories(session));
                }
                String reason = review.reason(outcome, restart, directory.resolve(ProcessOutput.FILE));
                log.line("[gradlock] " + reason);
                return reason;
            }
            if (isEnough(session, restart + 1)) {
                break;
            }
        }
        return null;
    }

    private ProcessOutcome run(
            PreparedEnvironment prepared, SuiteProcess process, Path directory, ProgressListener progress)
            throws IOException, InterruptedException {
        if (!process.profile().name().isEmpty()) {
            log.line("[gradlock] process " + process.restart() + " runs under the stress profile "
                    + process.profile().name());
        }
        if (!process.profile().isLoaded()) {
            return prepared.run(process, directory, progress);
        }
        try (ProcessorLoad load = ProcessorLoad.start(Runtime.getRuntime().availableProcessors())) {
            log.line("[gradlock] " + load.busy() + " busy threads beside it");
            return prepared.run(process, directory, progress);
        }
    }

    /** Every case has varied, each profile had its turn, and there are processes enough to see the order of the values. */
    private boolean isEnough(Path session, int processes) throws IOException {
        if (!plan.conduct().untilVaried()) {
            return false;
        }
        varied.add(session);
        int least = Math.max(
                ORDER,
                plan.conduct().profiles(environment, plan.suite().program()).size());
        boolean enough = processes >= least && processes < repetitions.restarts() && varied.isAll();
        if (enough) {
            log.line("[gradlock] every case varies: " + processes + " of " + repetitions.restarts()
                    + " processes are enough");
        }
        return enough;
    }

    private EnvironmentResult conclude(
            long start, List<Path> sessions, @Nullable String failure, @Nullable String digest) throws IOException {
        if (sessions.isEmpty()) {
            String reason = failure != null ? failure : "the suite's process left no session";
            return new EnvironmentResult(
                    name, Status.FAILED, 0, null, seconds(start), reason + " (log: " + log.file() + ")", null);
        }
        long joining = System.nanoTime();
        Path bundle = files.bundle(name);
        BundleJoin.Joined joined = join.join(sessions, environment, digest, bundle);
        log.step("join", seconds(joining));
        if (joined.cases() == 0 && failure == null && !plan.selects().isEmpty() && plan.shard() == null) {
            throw plan.nothingSelected();
        }
        return new EnvironmentResult(
                name,
                failure == null ? Status.COMPLETED : Status.FAILED,
                joined.cases(),
                joined.resultsDigest(),
                seconds(start),
                failure == null ? null : failure + " (log: " + log.file() + ")",
                bundle);
    }

    /** What the process printed goes into the bundle. */
    private static void keepOutput(Path directory, Path session) throws IOException {
        Path output = directory.resolve(ProcessOutput.FILE);
        Path kept = session.resolve("log.txt");
        if (Files.exists(output) && !Files.exists(kept)) {
            Files.copy(output, kept);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
