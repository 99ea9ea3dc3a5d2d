package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentStatus;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.Machine;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.nio.file.Path;
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
        description = {
            "Lists the environments: runtime, variants, lock, whether they were made, and whether they can run here.",
            "Made is \"old\" where that was from another lock; gradlock run makes what it needs by itself."
        },
        footer = {"", "Example:", "  gradlock env list --json | jq '.environments[] | select(.available) | .name'"})
final class EnvListCommand extends GradlockCommand {
    /** Replaced in tests. */
    Supplier<Machine> machine = () -> Machine.here(common.outDirectory());

    /** Replaced in tests. */
    Supplier<DockerProbe> docker = DockerProbe::ofThisMachine;

    /** Replaced in tests. */
    Supplier<Path> home = StoreHome::ofThisUser;

    @Override
    ExitStatus run(Console console) throws IOException {
        Environments environments = new Environments(common.environmentsDirectory());
        EnvironmentStatus.Observer observer = new EnvironmentStatus.Observer(machine.get(), docker.get());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<EnvironmentStatus> listed = new ArrayList<>();
        List<GradlockException> faults = new ArrayList<>();
        List<String> names = environments.names();
        for (String name : names) {
            try {
                EnvironmentStatus status = observer.observe(environments.spec(name));
                listed.add(status);
                rows.add(row(status, names));
            } catch (GradlockException fault) {
                faults.add(fault);
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", name);
                row.put("available", false);
                row.put("reason", fault.getMessage());
                row.put("location", fault.location());
                rows.add(row);
            }
        }
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("environments", rows)));
            return faults.isEmpty() ? ExitStatus.REPRODUCIBLE : ExitStatus.BAD_INPUT;
        }
        print(console, listed, names);
        // One broken file must not hide the others; it is still an error.
        faults.stream()
                .skip(1)
                .forEach(fault ->
                        console.print(console.styled(31, "✘") + " " + fault.location() + ": " + fault.getMessage()));
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private void print(Console console, List<EnvironmentStatus> listed, List<String> known) throws IOException {
        int width = listed.stream()
                .mapToInt(status -> status.spec().name().length())
                .max()
                .orElse(4);
        String format = "%s %-" + Math.max(4, width) + "s  %-9s  %8s  %-8s  %-4s  %s";
        console.print("  "
                + String.format(Locale.ROOT, format, "", "NAME", "RUNTIME", "VARIANTS", "LOCK", "MADE", "HERE")
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
                    made(status, known),
                    status.here()));
        }
    }

    /** Of an environment that belongs to the machine, any folder counts. */
    private String made(EnvironmentStatus status, List<String> known) throws IOException {
        String name = status.spec().name();
        List<EnvironmentFolder> folders = status.spec().eachInstalledJdk()
                ? EnvironmentFolder.ofTemplate(home.get(), name, known)
                : EnvironmentFolder.ofName(home.get(), name);
        EnvironmentLock lock = status.pins();
        boolean current = lock == null
                ? status.lock().equals("unlocked")
                : folders.stream().anyMatch(folder -> folder.isOf(lock));
        return folders.isEmpty() ? "no" : current ? "yes" : "old";
    }

    private Map<String, Object> row(EnvironmentStatus status, List<String> known) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", status.spec().name());
        row.put("runtime", status.spec().runtime().name().toLowerCase(Locale.ROOT));
        row.put(
                "variants",
                status.spec().variants().stream()
                        .map(variant -> status.spec().name() + variant)
                        .toList());
        row.put("lock", status.lock());
        row.put("made", made(status, known));
        row.put("available", status.available());
        row.put(status.available() ? "here" : "reason", status.here());
        return row;
    }
}
