package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.lock.Selection;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.run.Concurrently;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.run.RunExecution;
import io.github.gradlock.harness.run.RunPlan;
import io.github.gradlock.harness.run.SessionJoin;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock run}: provisions environments, runs the suite in each, compares, reports. */
@Command(
        name = "run",
        description = "Runs the suite in every environment, compares the results bit for bit, and reports.",
        footer = {
            "",
            "Examples:",
            "  gradlock run                                   every environment of environments/matrix.yml",
            "  gradlock run 'host[jit=c2]' debian-17          these two",
            "  gradlock run --suite target/test-classes --classpath target/classes host host-jdk21",
            "  gradlock run --require all --locked            in CI: nothing may be skipped, no lock may be stale",
            "  gradlock run --until-confident 0.99 host       until what shows in 5 %% of processes would have been seen",
            "  gradlock run --shard 3/10 host                 a tenth of the cases, for one of ten jobs; see gradlock join",
            "  gradlock run --stress --select '*softmax*' host    under conditions that must not change bits"
        })
final class RunCommand extends GradlockCommand {
    private static final String ALL = "all";

    @Parameters(
            arity = "0..*",
            paramLabel = "ENV",
            description = "A name, a name with a variant (host[jit=c2]), or a folder that holds an environment.yml.")
    List<String> names = new ArrayList<>();

    @Mixin
    SuiteOptions suite = new SuiteOptions();

    @Mixin
    RepetitionOptions repetition = new RepetitionOptions();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only tests with this JUnit tag; may be repeated.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--select", paramLabel = "PATTERN", description = "Only cases that match; * stands for anything.")
    List<String> selects = new ArrayList<>();

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            converter = ShardConverter.class,
            description =
                    "Only shard K of N of the cases that --tag and --select leave; gradlock join makes one bundle of"
                            + " all shards.")
    @Nullable
    Shard shard;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Environments at a time (default: half of the processors; two where there are two or three).")
    @Nullable
    Integer jobs;

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(
            names = "--require",
            paramLabel = "ENV|all",
            description = "An environment that cannot run here is a failure; may be repeated.")
    List<String> required = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "[PATTERN=]POLICY",
            description = "What cases may differ by: bitwise (default), ulp:N or tolerance:rtol=X,atol=Y.")
    List<String> policies = new ArrayList<>();

    /** For programs that start gradlock; a person's terminal ends it anyway. */
    @Option(names = "--die-with-stdin", hidden = true)
    boolean dieWithStdin;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        if (dieWithStdin) {
            Lifeline.hold(System.in);
        }
        Policies parsed = Policies.parse(policies);
        Path out = common.outDirectory();
        OutputFolder.requireWritable(out);
        OutputFolder.requireOurs(out);
        Selection selection =
                Resolution.resolve(common.environmentsDirectory(), names, Suite.nameOf(suite.suite), locks.mode(), out);
        for (ResolvedEnvironment environment : selection.resolved()) {
            environment.spec().warnings().forEach(warning -> console.remark("warning: " + warning));
        }
        checkRequired(selection);
        RunPlan plan = plan(selection);
        // The folder stays claimed while the report reads the bundles: another run would move them away.
        try (OutputFolder output = OutputFolder.claim(out)) {
            output.begins();
            Interruption interruption = Interruption.says(console, () -> left(out));
            try {
                List<EnvironmentResult> results = execute(plan, output, new RunProgress(console, plan));
                output.finishes();
                return report(console, mark(results), parsed, repetition.goal(), out);
            } finally {
                interruption.forget();
            }
        }
    }

    private static String left(Path out) {
        if (!OutputFolder.isUnfinished(out)) {
            return "all had finished, and its bundles are in " + out.resolve("bundles")
                    + ": gradlock compare reports on them";
        }
        return OutputFolder.holdsBundles(out)
                ? "what had finished is in " + out.resolve("bundles") + " until the next run, and then in "
                        + out.resolve(OutputFolder.INTERRUPTED) + "; gradlock prune removes the rest"
                : "nothing had finished; gradlock prune removes the rest";
    }

    /** What is asked for here wins over the matrix. */
    private RunPlan plan(Selection selection) throws IOException {
        Suite found = suite.find();
        return new RunPlan(
                found,
                selection.environments().stream()
                        .map(planned -> new PlannedEnvironment(
                                planned.environment(), repetition.repetitions(suite, found.program(), planned)))
                        .toList(),
                suite.seed,
                tags,
                selects,
                shard,
                SuiteOptions.atLeastOne(
                        "--jobs", jobs, Concurrently.suites(Runtime.getRuntime().availableProcessors())),
                TraceRequest.PLAIN,
                repetition.conduct());
    }

    private List<EnvironmentResult> execute(RunPlan plan, OutputFolder output, RunProgress progress)
            throws InterruptedException {
        try (Runtimes runtimes = Runtimes.open(suite.offline)) {
            return new RunExecution(plan, runtimes.byKind(), output.files(), new SessionJoin(plan), progress).run();
        } catch (GradlockException refused) {
            try {
                output.putBack();
            } catch (IOException problem) {
                refused.addSuppressed(problem);
            }
            throw refused;
        }
    }

    private void checkRequired(Selection selection) {
        for (String name : required) {
            boolean known = name.equals(ALL)
                    || selection.displayNames().stream().anyMatch(displayName -> isNamed(name, displayName));
            if (!known) {
                throw GradlockException.badInput(
                        null,
                        "--require names an environment that is not in this run: " + name,
                        "in it are " + String.join(", ", selection.displayNames()));
            }
        }
    }

    /** What was required and did not run has failed. */
    private List<EnvironmentResult> mark(List<EnvironmentResult> results) {
        return results.stream()
                .map(result -> result.status() == Status.NOT_RUN
                                && required.stream().anyMatch(name -> name.equals(ALL) || isNamed(name, result.name()))
                        ? new EnvironmentResult(
                                result.name(),
                                Status.FAILED,
                                0,
                                null,
                                result.seconds(),
                                "required, and cannot run here: " + result.reason(),
                                null)
                        : result)
                .toList();
    }

    /** A name without variant stands for all its variants. */
    private static boolean isNamed(String name, String displayName) {
        return displayName.equals(name) || displayName.startsWith(name + "[");
    }

    private static Comparison compare(Console console, List<Bundle> bundles, Policies policies) throws IOException {
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            return Comparison.of(bundles, policies, Set.of(), CasePattern.ALL, progress);
        }
    }

    private ExitStatus report(
            Console console, List<EnvironmentResult> results, Policies policies, @Nullable DetectionGoal goal, Path out)
            throws IOException {
        List<Bundle> bundles = new ArrayList<>();
        try {
            for (EnvironmentResult result : results) {
                if (result.bundle() != null) {
                    bundles.add(Bundles.open(result.bundle()));
                }
            }
            Report report = Report.of(compare(console, bundles, policies), results)
                    .withGoal(goal)
                    .withSuite(common.environmentsArgument() + suite.arguments());
            return ReportPrinter.print(console, report, out);
        } finally {
            for (Bundle bundle : bundles) {
                bundle.close();
            }
        }
    }
}
