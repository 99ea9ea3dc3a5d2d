package io.github.gradlock.harness.run;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.protocol.BundleException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs a plan: so many environments at a time, each result kept as soon as it is there. */
public final class RunExecution {
    private final RunPlan plan;
    private final Map<RuntimeKind, SuiteRuntime> runtimes;
    private final RunFiles files;
    private final BundleJoin join;
    private final RunListener listener;

    /**
     * @param plan what to run
     * @param runtimes one of each kind that the plan needs; not closed here
     * @param files of this run, in a folder that was claimed
     * @param join makes bundles
     * @param listener hears what happens
     */
    public RunExecution(
            RunPlan plan,
            Map<RuntimeKind, SuiteRuntime> runtimes,
            RunFiles files,
            BundleJoin join,
            RunListener listener) {
        this.plan = plan;
        this.runtimes = Map.copyOf(runtimes);
        this.files = files;
        this.join = join;
        this.listener = listener;
    }

    /**
     * Runs everything and returns a result for each environment, in the order of the plan.
     *
     * @throws GradlockException if the input turned out to be at fault (a digest that does not match, for instance); what was
     *     finished by then is kept
     */
    public List<EnvironmentResult> run() throws InterruptedException {
        List<Callable<EnvironmentResult>> runs = new ArrayList<>();
        for (PlannedEnvironment environment : plan.environments()) {
            runs.add(() -> run(environment));
        }
        try {
            return Concurrently.call(plan.jobs(), runs);
        } catch (IOException impossible) {
            // Each turns it into a result.
            throw new IllegalStateException(impossible);
        }
    }

    private EnvironmentResult run(PlannedEnvironment planned) throws InterruptedException {
        ResolvedEnvironment environment = planned.environment();
        String name = environment.displayName();
        listener.started(name);
        EnvironmentResult result;
        long start = System.nanoTime();
        if (environment.unavailable() != null) {
            result = withoutBundle(name, Status.NOT_RUN, 0, environment.unavailable());
        } else {
            try (BoundedLog log = new BoundedLog(files.log(name))) {
                SuiteRuntime runtime = runtimes.get(environment.spec().runtime());
                if (runtime == null) {
                    throw new IllegalStateException(
                            "no runtime for " + environment.spec().runtime());
                }
                result = new EnvironmentRun(plan, planned, files, join, listener, log).run(runtime);
            } catch (UnavailableException missing) {
                result = withoutBundle(name, Status.NOT_RUN, seconds(start), missing.getMessage());
            } catch (GradlockException problem) {
                if (problem.status() == ExitStatus.BAD_INPUT) {
                    throw problem;
                }
                result = withoutBundle(
                        name, Status.FAILED, seconds(start), problem.getMessage() + " (" + problem.hint() + ")");
            } catch (BundleException unread) {
                result = withoutBundle(
                        name,
                        Status.FAILED,
                        seconds(start),
                        "its results cannot be read: " + unread.place() + ": " + unread.getMessage() + " ("
                                + unread.hint() + ")");
            } catch (IOException | RuntimeException problem) {
                // Whatever befell this environment, an engine that went away or a full disk, the others go on.
                result = withoutBundle(name, Status.FAILED, seconds(start), Reason.withFile(problem));
            }
        }
        listener.finished(result);
        return result;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static EnvironmentResult withoutBundle(
            String name, Status status, double seconds, @Nullable String reason) {
        return new EnvironmentResult(name, status, 0, null, seconds, reason, null);
    }
}
