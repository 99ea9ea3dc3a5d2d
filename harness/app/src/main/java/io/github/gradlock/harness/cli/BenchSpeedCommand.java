package io.github.gradlock.harness.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.JdkDiscovery;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.speed.KernelsTable;
import io.github.gradlock.harness.speed.Libtorch;
import io.github.gradlock.harness.speed.PythonTorch;
import io.github.gradlock.harness.speed.SpeedChild;
import io.github.gradlock.harness.speed.SpeedJdk;
import io.github.gradlock.harness.speed.SpeedPlot;
import io.github.gradlock.harness.speed.SpeedResult;
import io.github.gradlock.harness.speed.SpeedRow;
import io.github.gradlock.harness.speed.SpeedTable;
import io.github.gradlock.harness.speed.UnpackedLibraries;
import io.github.gradlock.harness.store.Store;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code gradlock bench speed}: our engine beside PyTorch's libtorch. */
@Command(
        name = "speed",
        description =
                "Measures the engine beside PyTorch's libtorch: the same work on the same numbers, by turns in one JVM.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was measured, whoever is faster",
            "1:the two sides do not compute the same in a row, which is named",
            "2:the input is at fault",
            "3:it could not be run: no libtorch for this platform, for instance"
        },
        footer = {
            "",
            "engine/docs/speed.md says how it measures. A ratio is PyTorch's time over ours: above 1 we are faster.",
            "The first call downloads libtorch, about 105 MiB, into gradlock's store. OUT/speed gets the table as JSON and a plot.",
            "",
            "Examples:",
            "  gradlock bench speed --quick                  a rough look: a minute or two",
            "  gradlock bench speed --threads 1,2 --jdk 17,25",
            "  gradlock bench speed --only matmul,'conv2d*' --only exp/1M/float32",
            "  gradlock bench speed --kernels vector,fast    what strict numerics cost"
        })
final class BenchSpeedCommand extends GradlockCommand {
    private static final int MOST_THREADS = 1024;

    @Option(names = "--quick", description = "Short samples and fewer sizes; the figures are rough.")
    boolean quick;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Threads of both sides; several numbers are measured one after the other (default: 1).")
    List<Integer> threads = List.of(1);

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only these rows: WORK, WORK/SIZE or WORK/SIZE/DTYPE, in which * is any text.")
    List<String> only = List.of();

    @Option(
            names = "--jdk",
            paramLabel = "JDK",
            split = ",",
            description = "JDKs of this machine, by number or folder (default: the one that gradlock runs on).")
    List<String> jdks = List.of();

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Our kernels: vector, scalar, or fast, whose numerics are not strict (default: what the engine chooses).",
                "Of two, the second is shown beside the first as well: vector,fast says what strictness costs."
            })
    List<String> kernels = List.of();

    @Option(names = "--list", description = "List the rows, and measure nothing.")
    boolean list;

    /** Replaced in tests. */
    Path installation = Installation.home();

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        requireThreads();
        if (kernels.stream().distinct().count() < kernels.size()) {
            throw GradlockException.badInput(
                    null, "--kernels names one twice: " + String.join(",", kernels), "--kernels vector,fast");
        }
        List<InstalledJdk> chosen = chosenJdks();
        Path folder = common.outDirectory().resolve("speed");
        List<Path> jars = SpeedChild.jars(installation.resolve("engine/benchmarks/target/lib"));
        UnpackedLibraries libraries = new UnpackedLibraries(folder.resolve("libtorch"));
        List<JsonNode> works = works(new SpeedChild(jars, libraries), chosen);
        if (list) {
            works.forEach(work -> console.print(SpeedResult.id(work)));
            return ExitStatus.REPRODUCIBLE;
        }
        OutputFolder.requireWritable(folder);
        Libtorch libtorch =
                new Libtorch(new Store(StoreHome.ofThisUser()), new MavenChannel(System.getenv(), false)::fetch);
        List<Path> classPath = Stream.concat(
                        jars.stream(), libtorch.provide(jars, Platform.here(), console::remark).stream())
                .toList();
        SpeedResult result = new SpeedResult(quick);
        console.print("gradlock · bench speed" + (quick ? " · quick: the figures are rough" : ""));
        PythonTorch python = PythonTorch.isThere() ? PythonTorch.in(jars, folder) : null;
        for (int count : threads) {
            if (python != null) {
                console.progress("times Python's PyTorch…");
                result.python(python.times(works.stream().map(SpeedResult::id).toList(), count, quick ? 0.1 : 1));
            }
            for (InstalledJdk jdk : chosen) {
                SpeedChild child = new SpeedChild(classPath, libraries);
                if (kernels.isEmpty()) {
                    measure(console, child, jdk, count, null, works, result);
                }
                for (String name : kernels) {
                    measure(console, child, jdk, count, name, works, result);
                }
            }
        }
        console.clearProgress();
        finish(console, folder, result);
        return result.agrees() ? ExitStatus.REPRODUCIBLE : ExitStatus.DIFFERENT;
    }

    private void measure(
            Console console,
            SpeedChild child,
            InstalledJdk jdk,
            int count,
            @Nullable String provider,
            List<JsonNode> works,
            SpeedResult result)
            throws IOException, InterruptedException {
        SpeedTable table = new SpeedTable(works);
        int before = result.rows().size();
        console.print("");
        console.progress("starts JDK " + jdk.version() + "…");
        child.run(jdk, count, provider, arguments(), fact -> {
            if (fact.has("header")) {
                result.header(fact.path("header"));
                table.head(fact.path("header")).forEach(console::print);
            } else if (fact.has("row")) {
                SpeedRow row = result.row(fact.path("row"));
                console.print(row.problem() == null ? table.row(row) : console.styled(31, table.row(row)));
            }
            int done = result.rows().size() - before;
            if (done < works.size()) {
                console.progress("%d of %d: %s".formatted(done + 1, works.size(), SpeedResult.id(works.get(done))));
            }
        });
        console.clearProgress();
    }

    private void finish(Console console, Path folder, SpeedResult result) throws IOException {
        String document = JsonText.of(result.document());
        Path plot = folder.resolve("speed.svg");
        Files.writeString(folder.resolve("speed.json"), document + "\n");
        Files.writeString(plot, SpeedPlot.svg(result.rows()));
        console.print("");
        if (kernels.size() == 2) {
            new KernelsTable(result.rows(), kernels.get(0), kernels.get(1))
                    .lines()
                    .forEach(console::print);
        }
        for (String name : result.kernels()) {
            result.mean(name)
                    .ifPresent(mean -> console.print("Geometric mean of the ratios"
                            + (result.kernels().size() == 1 ? "" : " of " + name) + ": "
                            + String.format(Locale.ROOT, "%.2f", mean) + (mean >= 1 ? "" : ", so PyTorch is faster")));
        }
        console.print("plot    " + plot);
        if (!result.agrees()) {
            console.print("In some rows the two sides do not compute the same; they were not measured.");
        }
        if (console.isJson()) {
            console.document(document);
        }
    }

    /** Asks every JDK with all kernels, before anything is measured. */
    private List<JsonNode> works(SpeedChild child, List<InstalledJdk> chosen) throws IOException, InterruptedException {
        List<JsonNode> works = new ArrayList<>();
        List<String> arguments = new ArrayList<>(arguments());
        arguments.add("--list");
        for (InstalledJdk jdk : chosen) {
            for (String name : kernels) {
                works.clear();
                child.run(jdk, 1, name, arguments, fact -> works.add(fact.path("work")));
            }
        }
        if (kernels.isEmpty()) {
            child.run(chosen.get(0), 1, null, arguments, fact -> works.add(fact.path("work")));
        }
        return works;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (quick) {
            arguments.add("--quick");
        }
        for (String pattern : only) {
            arguments.addAll(List.of("--only", pattern));
        }
        return arguments;
    }

    private List<InstalledJdk> chosenJdks() {
        JdkDiscovery discovery = JdkDiscovery.ofThisMachine();
        if (jdks.isEmpty()) {
            return List.of(SpeedJdk.find(System.getProperty("java.home"), discovery));
        }
        return jdks.stream().map(name -> SpeedJdk.find(name, discovery)).toList();
    }

    private void requireThreads() {
        for (int count : threads) {
            if (count < 1 || count > MOST_THREADS) {
                throw GradlockException.badInput(
                        null, "--threads wants numbers from 1 to " + MOST_THREADS + ", got " + count, "--threads 1,2");
            }
        }
    }
}
