package io.github.gradlock.harness.cli;

import com.sun.management.OperatingSystemMXBean;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.JdkDiscovery;
import io.github.gradlock.harness.channel.NvidiaDriver;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.channel.Processor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The command {@code gradlock doctor}: what this machine offers, and what to do about what is missing. */
@Command(
        name = "doctor",
        description = "Tells what this machine offers: JDKs, Docker, GPU, CPU; and what to do about what is missing.",
        footer = {"", "Example:", "  gradlock doctor --json | jq .docker"})
final class DoctorCommand extends GradlockCommand {
    private static final int OLDEST_FEATURE = 17;

    /** Replaced in tests. */
    Supplier<Findings> findings = () -> Findings.ofThisMachine(common.environmentsDirectory());

    /** What was found. */
    record Findings(
            String platform,
            List<InstalledJdk> jdks,
            DockerProbe docker,
            List<NamedEngines.Finding> engines,
            Optional<NvidiaDriver> driver,
            Processor processor,
            int processors,
            long memoryBytes) {
        static Findings ofThisMachine(Path environments) {
            long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getTotalMemorySize()
                    : 0;
            return new Findings(
                    Platform.here(),
                    JdkDiscovery.ofThisMachine().find(),
                    DockerProbe.ofThisMachine(),
                    NamedEngines.ask(environments),
                    NvidiaDriver.find(),
                    Processor.ofThisMachine(),
                    Runtime.getRuntime().availableProcessors(),
                    memory);
        }
    }

    @Override
    ExitStatus run(Console console) {
        Findings found = findings.get();
        List<String> advice = advice(found);
        if (console.isJson()) {
            console.document(JsonText.of(document(found, advice)));
        } else {
            print(console, found, advice);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private static List<String> advice(Findings found) {
        List<String> advice = new ArrayList<>();
        long features = found.jdks().stream()
                .map(InstalledJdk::feature)
                .filter(feature -> feature >= OLDEST_FEATURE)
                .distinct()
                .count();
        if (features < 2) {
            advice.add("only one JDK: install another (17, 21 or 25), and gradlock run compares them"
                    + " (Debian: apt-get install openjdk-21-jre-headless; or sdk install java)");
        }
        String docker = found.docker().problem();
        if (docker != null) {
            advice.add("container environments are not run: " + docker);
        }
        found.engines()
                .forEach(engine ->
                        DockerContexts.ofThisUser().warning(engine.address()).ifPresent(advice::add));
        if (found.driver().isEmpty()) {
            advice.add("environments that need a GPU are not run: install NVIDIA's driver where there is such a card");
        }
        if (found.processor().intel() && found.processor().lacksAvx(3).isPresent()) {
            advice.add("variants with avx=3 are not run: "
                    + found.processor().lacksAvx(3).orElse(""));
        }
        return List.copyOf(advice);
    }

    private static void print(Console console, Findings found, List<String> advice) {
        String title = "JDKs    ";
        for (InstalledJdk jdk : found.jdks()) {
            String remark =
                    jdk.running() ? "  (running)" : jdk.feature() < OLDEST_FEATURE ? "  (too old: 17 at least)" : "";
            console.print(title
                    + mark(console, jdk.feature() >= OLDEST_FEATURE)
                    + String.format(Locale.ROOT, "%-14s %s  %s%s", jdk.version(), jdk.vendor(), jdk.home(), remark));
            title = "        ";
        }
        DockerProbe docker = found.docker();
        console.print("Docker  " + mark(console, docker.problem() == null)
                + (docker.problem() == null
                        ? docker.version() + " (API " + docker.apiVersion() + ")  " + docker.endpoint()
                        : docker.endpoint() + ": " + docker.problem()));
        for (NamedEngines.Finding engine : found.engines()) {
            console.print("        " + mark(console, engine.problem() == null)
                    + (engine.problem() == null
                            ? engine.version() + " for " + engine.architecture() + "  " + engine.address()
                            : engine.address() + ": " + engine.problem())
                    + "  (" + String.join(", ", engine.environments()) + ")");
        }
        console.print("GPU     " + mark(console, found.driver().isPresent())
                + found.driver()
                        .map(driver -> driver.gpu() + ", driver " + driver.version())
                        .orElse("no NVIDIA driver"));
        console.print("CPU     " + mark(console, true) + found.processor().model() + ", " + found.processors()
                + " processors, " + found.platform());
        console.print("          " + String.join(" ", found.processor().tellingFeatures()));
        console.print("Memory  " + mark(console, true)
                + String.format(Locale.ROOT, "%.1f GiB", found.memoryBytes() / (double) (1L << 30)));
        if (!advice.isEmpty()) {
            console.print("");
            advice.forEach(line -> console.print("hint: " + line));
        }
    }

    private static String mark(Console console, boolean good) {
        return good ? console.styled(32, "✔") + " " : console.styled(33, "–") + " ";
    }

    private static Map<String, Object> document(Findings found, List<String> advice) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("platform", found.platform());
        document.put("jdks", found.jdks().stream().map(DoctorCommand::jdk).toList());
        Map<String, Object> docker = new LinkedHashMap<>();
        docker.put("reachable", found.docker().problem() == null);
        docker.put("endpoint", found.docker().endpoint());
        docker.put("version", found.docker().version());
        docker.put("apiVersion", found.docker().apiVersion());
        docker.put("reason", found.docker().problem());
        document.put("docker", docker);
        document.put(
                "engines", found.engines().stream().map(DoctorCommand::engine).toList());
        Map<String, Object> gpu = new LinkedHashMap<>();
        gpu.put("driver", found.driver().map(NvidiaDriver::version).orElse(null));
        gpu.put("name", found.driver().map(NvidiaDriver::gpu).orElse(null));
        document.put("gpu", gpu);
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("model", found.processor().model());
        cpu.put("processors", found.processors());
        cpu.put("features", found.processor().tellingFeatures());
        document.put("cpu", cpu);
        document.put("memoryBytes", found.memoryBytes());
        document.put("hints", advice);
        return document;
    }

    private static Map<String, Object> engine(NamedEngines.Finding engine) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("address", engine.address().toString());
        row.put("environments", engine.environments());
        row.put("reachable", engine.problem() == null);
        row.put("version", engine.version());
        row.put("architecture", engine.architecture());
        row.put("reason", engine.problem());
        return row;
    }

    private static Map<String, Object> jdk(InstalledJdk jdk) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("version", jdk.version());
        row.put("feature", jdk.feature());
        row.put("vendor", jdk.vendor());
        row.put("home", jdk.home().toString());
        row.put("running", jdk.running());
        return row;
    }
}
