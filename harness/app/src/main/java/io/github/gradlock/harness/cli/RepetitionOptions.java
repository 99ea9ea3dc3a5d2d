package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.run.Conduct;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.SuiteProgram;
import io.github.gradlock.harness.spec.Repetitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often and under which conditions an environment runs the suite, to find what varies within it. */
final class RepetitionOptions {
    private static final double SHARE = 0.05;

    @Option(
            names = "--until-confident",
            paramLabel = "C",
            description =
                    "Run so many processes that a variation which shows in a share of them (--at-least) is seen with"
                            + " probability C; an environment ends early once every case has varied.")
    @Nullable
    Double confidence;

    @Option(
            names = "--at-least",
            paramLabel = "P",
            description = "The share of processes for --until-confident (default: 0.05).")
    @Nullable
    Double share;

    @Option(
            names = "--stress",
            description = "Run each process under another condition that must not change bits: processors, load,"
                    + " garbage collectors, compilation, hashes, layout; one process for each, unless --restarts says"
                    + " otherwise.")
    boolean stress;

    @Option(
            names = "--no-trace",
            description =
                    "Trace no operations: tells whether tracing changes bits. Without a trace, no first divergence.")
    boolean untraced;

    /** Returns what is to be seen, or null if nothing is asked for. */
    @Nullable
    DetectionGoal goal() {
        if (confidence == null) {
            if (share != null) {
                throw GradlockException.badInput(
                        null,
                        "--at-least says what --until-confident is to see, which is not given",
                        "--until-confident 0.99 --at-least " + share);
            }
            return null;
        }
        double asked = share == null ? SHARE : share;
        if (!(confidence > 0 && confidence < 1)) {
            throw GradlockException.badInput(
                    null,
                    "--until-confident is between 0 and 1, not " + confidence,
                    "--until-confident 0.99 misses one variation in a hundred");
        }
        if (!(asked > 0 && asked <= 0.5)) {
            throw GradlockException.badInput(
                    null,
                    "--at-least is above 0 and at most 0.5, not " + asked,
                    "it is the share of the rarer result: --at-least 0.05 is the default");
        }
        DetectionGoal goal = new DetectionGoal(asked, confidence);
        if (goal.processes() > DetectionGoal.MOST_PROCESSES) {
            throw GradlockException.badInput(
                    null,
                    "--until-confident %s --at-least %s takes more than %d processes for each environment"
                            .formatted(confidence, asked, DetectionGoal.MOST_PROCESSES),
                    "a greater --at-least takes fewer: 0.01 takes 459 for --until-confident 0.99");
        }
        return goal;
    }

    /** Returns how often an environment is run. */
    Repetitions repetitions(SuiteOptions suite, SuiteProgram program, PlannedEnvironment planned) {
        Repetitions planning = planned.repetitions();
        // A program that heeds nothing executes each case once.
        Repetitions usual = suite.repetitions(
                program instanceof CommandProgram ? new Repetitions(1, planning.restarts()) : planning);
        DetectionGoal goal = goal();
        int profiles = conduct().profiles(planned.environment(), program).size();
        if (goal != null) {
            if (suite.iterations != null || suite.restarts != null) {
                throw GradlockException.badInput(
                        null,
                        "--until-confident chooses how often is run, and so does "
                                + (suite.restarts == null ? "--iterations" : "--restarts"),
                        "leave one of them out");
            }
            return new Repetitions(usual.iterations(), Math.max(goal.processes(), profiles));
        }
        return stress && suite.restarts == null ? new Repetitions(usual.iterations(), profiles) : usual;
    }

    /** Returns how processes are run. */
    Conduct conduct() {
        return new Conduct(!untraced, stress, confidence != null);
    }
}
