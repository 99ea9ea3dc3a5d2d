package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.bisect.Bisection;
import io.github.gradlock.harness.bisect.BisectionJson;
import io.github.gradlock.harness.bisect.BisectionResult;
import io.github.gradlock.harness.bisect.BisectionText;
import io.github.gradlock.harness.bisect.EnvironmentPair;
import io.github.gradlock.harness.bisect.RunExperiment;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bisect}: which difference between two environments makes the difference in the bits. */
@Command(
        name = "bisect",
        description = "Finds which differences between two environments make the difference in the bits.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:a minimal set of factors was found, and confirmed",
            "2:the input is at fault (usage, spec, lock)",
            "3:an environment could not be run, or nothing could be confirmed: of some case there is nothing to compare",
            "4:the environments agree, or differ in no factor: there is nothing to bisect"
        },
        footer = {
            "",
            "An environment has exactly the factors that are written, whether its environment.yml lists them or not.",
            "What was run once is kept in OUT/bisect and used again: after an interruption the same command goes on.",
            "",
            "Examples:",
            "  gradlock bisect host-jdk17 temurin-21 --case softmax.grad",
            "  gradlock bisect --suite faults faults 'faults[libm=java,threads=2,avx=0]'"
        })
final class BisectCommand extends GradlockCommand {
    private static final Repetitions OFTEN = new Repetitions(2, 2);

    @Parameters(
            arity = "0..*",
            paramLabel = "ENV_A ENV_B",
            hideParamSyntax = true,
            description = "Two environments: a name, a name with factors (host[jit=c2]), or a folder that holds an"
                    + " environment.yml.")
    List<String> names = List.of();

    @Mixin
    SuiteOptions suite = new SuiteOptions();

    @Option(
            names = "--case",
            paramLabel = "PATTERN",
            description =
                    "Only cases that match; * stands for anything; may be given again (default: those that differ,"
                            + " of all).")
    List<String> patterns = List.of();

    @Option(
            names = "--confidence",
            paramLabel = "C",
            defaultValue = "0.99",
            description =
                    "Probability with which the search misses no difference that shows now and then (default: 0.99).")
    double confidence = 0.99;

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(names = "--fresh", description = "Run everything anew, also what earlier bisections ran.")
    boolean fresh;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        if (names.size() != 2) {
            throw GradlockException.badInput(
                    null, "bisect takes two environments, not " + names.size(), "gradlock bisect ENV_A ENV_B");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw GradlockException.badInput(
                    null, "--confidence is between 0 and 1, not " + confidence, "--confidence 0.99 is the default");
        }
        Repetitions repetitions = suite.repetitions(OFTEN);
        Path out = common.outDirectory();
        Path folder = out.resolve(OutputFolder.BISECTIONS);
        OutputFolder.requireWritable(folder);
        EnvironmentPair pair = EnvironmentPair.of(resolve(names.get(0), out), resolve(names.get(1), out));
        for (ResolvedEnvironment end : List.of(pair.a(), pair.b())) {
            end.spec().warnings().forEach(warning -> console.remark("warning: " + warning));
        }
        Suite found = suite.find();
        String again = new NextCommand(common, suite, locks).options();
        BisectionText text = new BisectionText(pair, again);
        if (pair.factors().isEmpty()) {
            console.print("Nothing was run or compared: the environments differ in no factor.");
            return answer(console, pair, found, null);
        }
        text.header(found.name()).forEach(console::print);
        Interruption interruption = Interruption.says(
                console,
                () -> "what had finished is in " + folder.resolve("trials") + "; the same command goes on from there");
        BisectionResult result;
        try (OutputFolder output = OutputFolder.claim(folder);
                Runtimes runtimes = Runtimes.open(suite.offline)) {
            BisectProgress progress = new BisectProgress(console);
            KeptRuns runs = new KeptRuns(
                    found, List.of(), suite.seed, runtimes.byKind(), output, folder.resolve("trials"), fresh, progress);
            RunExperiment experiment = new RunExperiment(pair, runs);
            result = new Bisection(pair, experiment, patterns, repetitions, confidence, again, progress).run();
        } finally {
            interruption.forget();
        }
        console.print("");
        text.result(result).forEach(console::print);
        return answer(console, pair, found, result);
    }

    private ResolvedEnvironment resolve(String name, Path out) {
        if (name.endsWith(".glb")) {
            throw GradlockException.badInput(
                    name,
                    "bisect takes environments, and this is a bundle",
                    "gradlock explain takes bundles; it finds their environments where they are here");
        }
        ResolvedEnvironment environment = Resolution.exactly(common.environmentsDirectory(), name, locks.mode(), out);
        if (environment.unavailable() != null) {
            throw GradlockException.incomplete(
                    environment.displayName() + " cannot run here: " + environment.unavailable(),
                    "both ends of a bisection have to run on this machine",
                    null);
        }
        return environment;
    }

    private static ExitStatus answer(
            Console console, EnvironmentPair pair, Suite suite, @Nullable BisectionResult result) {
        if (console.isJson()) {
            console.document(JsonText.of(new BisectionJson(pair).of(suite.name(), result)));
        }
        return result == null || result.finding() == null ? ExitStatus.NOTHING_COMPARED : ExitStatus.REPRODUCIBLE;
    }
}
