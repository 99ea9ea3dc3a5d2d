package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.LockUpdate;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env show}: what was asked for, what is pinned, and what cannot be. */
@Command(
        name = "show",
        description = "Shows what an environment asks for, what is pinned, and what cannot be supplied.",
        footer = {"", "Examples:", "  gradlock env show debian-17", "  gradlock env show path/to/a/conda/project"})
final class EnvShowCommand extends GradlockCommand {
    @Parameters(paramLabel = "ENV", description = "A name, or a folder that holds an environment.yml.")
    String name = "";

    @Override
    ExitStatus run(Console console) {
        EnvironmentSpec spec = new Environments(common.environmentsDirectory()).named(name);
        LockUpdate update = LockUpdate.of(spec);
        Catalogue.Assignment assignment = Catalogue.assign(spec);
        spec.warnings().forEach(warning -> console.error("warning: " + warning));
        DockerContexts.ofThisUser().warning(spec.engine()).ifPresent(warning -> console.error("warning: " + warning));
        if (console.isJson()) {
            console.document(JsonText.of(document(spec, update, assignment)));
        } else {
            printSpec(console, spec, assignment);
            printLock(console, update);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private static void printSpec(Console console, EnvironmentSpec spec, Catalogue.Assignment assignment) {
        line(console, "name", spec.name());
        line(console, "file", spec.file().toString());
        line(console, "runtime", spec.runtime().name().toLowerCase(Locale.ROOT));
        line(console, "engine", spec.engine() == null ? "" : spec.engine().toString());
        line(console, "gpu", spec.gpu().name().toLowerCase(Locale.ROOT));
        line(console, "channels", String.join(", ", spec.channels()));
        line(console, "platforms", String.join(", ", spec.platforms()));
        for (Dependency dependency : spec.dependencies()) {
            String channel = assignment.channels().get(dependency);
            String advice = assignment.refusals().stream()
                    .filter(refusal -> refusal.dependency().equals(dependency))
                    .map(Catalogue.Refusal::advice)
                    .findFirst()
                    .orElse("");
            line(
                    console,
                    "asks for",
                    text(dependency)
                            + (channel != null
                                    ? "  from " + channel
                                    : "  " + console.styled(33, "not supplied: " + advice)));
        }
        spec.variables().forEach((key, value) -> line(console, "variable", key + "=" + value));
        line(console, "jvm", String.join(" ", spec.jvm()));
        line(console, "limits", limits(spec.limits()));
        if (spec.eachInstalledJdk()) {
            line(console, "template", "one environment for each further installed JDK");
        }
        spec.variants().forEach(variant -> line(console, "variant", spec.name() + variant));
        line(console, "spec hash", spec.hash());
    }

    private static void printLock(Console console, LockUpdate update) {
        EnvironmentLock lock = update.before();
        String standing =
                switch (update.status()) {
                    case "current" -> "current";
                    case "missing" ->
                        LockUpdate.isNeeded(update.spec())
                                ? "missing (" + update.command() + ")"
                                : "none: what it runs on belongs to this machine, and each run records it";
                    default -> "stale: " + update.staleness() + " (" + update.command() + ")";
                };
        line(console, "lock", standing + (lock == null ? "" : ", sha256:" + lock.hash()));
        if (lock == null) {
            return;
        }
        lock.platforms()
                .forEach((platform, pins) ->
                        pins(pins).forEach((key, value) -> line(console, platform, key + " " + value)));
    }

    private static Map<String, String> pins(PlatformLock platform) {
        Map<String, String> pins = new LinkedHashMap<>();
        EnvironmentLock.ImageLock image = platform.image();
        if (image != null) {
            pins.put("image", image.repository() + ":" + image.tag());
            put(pins, "  index", image.indexDigest());
            put(pins, "  manifest", image.manifestDigest());
            put(pins, "  note:", image.note());
        }
        EnvironmentLock.JdkLock jdk = platform.jdk();
        if (jdk != null) {
            pins.put("jdk", jdk.version() + " of " + jdk.vendor());
            put(pins, "  lib/modules", jdk.modulesSha256());
        }
        platform.packages()
                .forEach(one -> pins.put(
                        one.manager() + " " + one.name(),
                        one.version() + "  " + ByteCount.text(one.size()) + "  sha256:" + one.sha256()));
        return pins;
    }

    private static void put(Map<String, String> pins, String key, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            pins.put(key, value);
        }
    }

    private static void line(Console console, String title, String text) {
        if (!text.isEmpty()) {
            console.print(String.format(Locale.ROOT, "%-13s  %s", title, text));
        }
    }

    private static String text(Dependency dependency) {
        return (dependency.manager().equals("conda") ? "" : dependency.manager() + ": ") + dependency.matchSpec();
    }

    private static String limits(Limits limits) {
        return String.format(
                Locale.ROOT,
                "memory %d MiB, %s CPUs, %d processes, %d s",
                limits.memoryBytes() >> 20,
                limits.cpus(),
                limits.pids(),
                limits.timeout().toSeconds());
    }

    private static Map<String, Object> document(
            EnvironmentSpec spec, LockUpdate update, Catalogue.Assignment assignment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", spec.name());
        document.put("file", spec.file().toString());
        document.put("runtime", spec.runtime().name().toLowerCase(Locale.ROOT));
        document.put("engine", spec.engine() == null ? null : spec.engine().toString());
        document.put("gpu", spec.gpu().name().toLowerCase(Locale.ROOT));
        document.put("channels", spec.channels());
        document.put("platforms", spec.platforms());
        document.put(
                "dependencies",
                spec.dependencies().stream()
                        .map(dependency -> dependency(dependency, assignment))
                        .toList());
        document.put("variables", spec.variables());
        document.put("jvm", spec.jvm());
        document.put("limits", limitsDocument(spec.limits()));
        document.put(
                "variants",
                spec.variants().stream().map(variant -> spec.name() + variant).toList());
        document.put("specHash", spec.hash());
        document.put("warnings", spec.warnings());
        EnvironmentLock lock = update.before();
        document.put("lock", lock == null ? null : lockDocument(update, lock));
        return document;
    }

    private static Map<String, Object> lockDocument(LockUpdate update, EnvironmentLock lock) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("current", update.isCurrent());
        document.put("sha256", lock.hash());
        document.put("platforms", platforms(lock));
        return document;
    }

    private static Map<String, Object> limitsDocument(Limits limits) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("memoryBytes", limits.memoryBytes());
        document.put("cpus", limits.cpus());
        document.put("pids", limits.pids());
        document.put("timeoutSeconds", limits.timeout().toSeconds());
        return document;
    }

    private static Map<String, Object> dependency(Dependency dependency, Catalogue.Assignment assignment) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("manager", dependency.manager());
        row.put("name", dependency.name());
        row.put("constraint", dependency.constraint());
        row.put("matchSpec", dependency.matchSpec());
        row.put("channel", assignment.channels().get(dependency));
        return row;
    }

    private static Map<String, List<String>> platforms(EnvironmentLock lock) {
        Map<String, List<String>> platforms = new TreeMap<>();
        lock.platforms()
                .forEach((platform, pins) -> platforms.put(
                        platform,
                        pins(pins).entrySet().stream()
                                .map(pin -> pin.getKey().strip() + " " + pin.getValue())
                                .toList()));
        return platforms;
    }
}
