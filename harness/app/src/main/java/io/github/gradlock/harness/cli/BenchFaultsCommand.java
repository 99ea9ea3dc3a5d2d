package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.bench.FaultBench.Part;
import io.github.gradlock.harness.bench.FaultBenchRun;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.Concurrently;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bench faults}: how surely planted faults are found, localised and named. */
@Command(
        name = "faults",
        description = "Runs the benchmark of planted faults: how surely they are detected, localised and explained.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every goal was reached",
            "1:one was not, and is named",
            "2:the input is at fault",
            "3:the environment could not be run"
        },
        footer = {
            "",
            "harness/docs/benchmark.md says what is planted, and how to measure another tool with it.",
            "Runs are kept in OUT/bench and used again: after an interruption the same command goes on.",
            "",
            "Examples:",
            "  gradlock bench faults                    all of it: about 20 minutes",
            "  gradlock bench faults --only sweep,clean"
        })
final class BenchFaultsCommand extends GradlockCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ENV",
            defaultValue = "host",
            description = "Environment to which the sides of a fault add what they need (default: host).")
    String environment = "host";

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these parts: sweep, clean, rare, causes, known, hard.")
    List<String> only = List.of();

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            defaultValue = "benchmark",
            description = "A suite with an index of planted faults (default: benchmark).")
    String suite = "benchmark";

    @Option(names = "--fresh", description = "Run everything anew, also what earlier benchmarks ran.")
    boolean fresh;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        Set<Part> parts = parts();
        Path out = common.outDirectory();
        Path folder = out.resolve(OutputFolder.BENCHMARKS);
        OutputFolder.requireWritable(folder);
        Suite found = Suite.find(suite, List.of(), Installation.home(), Suite.Artifacts.NONE);
        ResolvedEnvironment base =
                Resolution.exactly(common.environmentsDirectory(), environment, LockMode.LOCKED, out);
        if (base.unavailable() != null) {
            throw GradlockException.incomplete(
                    environment + " cannot run here: " + base.unavailable(), "name another environment", null);
        }
        console.print("gradlock · bench faults · " + base.displayName());
        console.print("");
        ExplainProgress progress = new ExplainProgress(console);
        Interruption interruption = Interruption.says(
                console,
                () -> "what had finished is in " + folder.resolve("runs") + "; the same command goes on from there");
        FaultBenchRun run;
        try (OutputFolder output = OutputFolder.claim(folder);
                Runtimes runtimes = Runtimes.open(true)) {
            run = FaultBenchRun.of(
                    found,
                    base,
                    parts,
                    Concurrently.suites(Runtime.getRuntime().availableProcessors()),
                    tag -> new KeptRuns(
                            found, List.of(tag), 0, runtimes.byKind(), output, folder.resolve("runs"), fresh, progress),
                    folder.resolve("transplants"),
                    progress);
        } finally {
            interruption.forget();
        }
        run.lines().forEach(console::print);
        run.missed().forEach(goal -> console.print("missed: " + goal));
        if (run.missed().isEmpty()) {
            console.print("Every goal was reached.");
        }
        if (console.isJson()) {
            console.document(JsonText.of(run.document()));
        }
        return run.missed().isEmpty() ? ExitStatus.REPRODUCIBLE : ExitStatus.DIFFERENT;
    }

    private Set<Part> parts() {
        if (only.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : only) {
            try {
                parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw GradlockException.badInput(
                        null,
                        "the benchmark has no part '" + name + "'",
                        "its parts are sweep, clean, rare, causes, known, hard");
            }
        }
        return parts;
    }
}
