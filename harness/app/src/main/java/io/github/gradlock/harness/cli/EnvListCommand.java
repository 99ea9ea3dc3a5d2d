package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.lock.EnvironmentStatus;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The command {@code gradlock env list}: the environments, their locks, and which of them can run here. */
@Command(
        name = "list",
        description = "Lists the environments: runtime, variants, lock, and whether they can run here.",
        footer = {"", "Example:", "  gradlock env list --json | jq '.environments[] | select(.available) | .name'"})
final class EnvListCommand extends GradlockCommand {
    /** Replaced in tests. */
    Supplier<Machine> machine = () -> Machine.here(common.outDirectory());

    /** Replaced in tests. */
    Supplier<DockerProbe> docker = DockerProbe::ofThisMachine;

    @Override
    ExitStatus run(Console console) {
        Environments environments = new Environments(common.environmentsDirectory());
        EnvironmentStatus.Observer observer = new EnvironmentStatus.Observer(machine.get(), docker.get());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<EnvironmentStatus> listed = new ArrayList<>();
        List<GradlockException> faults = new ArrayList<>();
        for (String name : environments.names()) {
            try {
                EnvironmentStatus status = observer.observe(environments.spec(name));
                listed.add(status);
                rows.add(row(status));
            } catch (GradlockException fault) {
                faults.add(fault);
            }
        }
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("environments", rows)));
        } else {
            print(console, listed);
        }
        // One broken file must not hide the others; it is still an error.
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private static void print(Console console, List<EnvironmentStatus> listed) {
        int width = listed.stream()
                .mapToInt(status -> status.spec().name().length())
                .max()
                .orElse(4);
        String format = "%s %-" + Math.max(4, width) + "s  %-9s  %8s  %-8s  %s";
        console.print("  "
                + String.format(Locale.ROOT, format, "", "NAME", "RUNTIME", "VARIANTS", "LOCK", "HERE")
                        .substring(1));
        for (EnvironmentStatus status : listed) {
            console.print(String.format(
                    Locale.ROOT,
                    format,
                    status.available() ? console.styled(32, "✔") : console.styled(33, "–"),
                    status.spec().name(),
                    status.spec().runtime().name().toLowerCase(Locale.ROOT),
                    status.spec().variants().size(),
                    status.lock(),
                    status.here()));
        }
    }

    private static Map<String, Object> row(EnvironmentStatus status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", status.spec().name());
        row.put("runtime", status.spec().runtime().name().toLowerCase(Locale.ROOT));
        row.put(
                "variants",
                status.spec().variants().stream()
                        .map(variant -> status.spec().name() + variant)
                        .toList());
        row.put("lock", status.lock());
        row.put("available", status.available());
        row.put(status.available() ? "here" : "reason", status.here());
        return row;
    }
}
