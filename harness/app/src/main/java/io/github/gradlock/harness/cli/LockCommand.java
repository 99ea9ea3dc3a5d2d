package io.github.gradlock.harness.cli;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.RegistryClient;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.LockFile;
import io.github.gradlock.harness.lock.LockUpdate;
import io.github.gradlock.harness.lock.Locking;
import io.github.gradlock.harness.lock.Machine;
import io.github.gradlock.harness.lock.Renewal;
import io.github.gradlock.harness.runtime.container.Engine;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock lock}: resolves specs into lockfiles. */
@Command(
        name = "lock",
        description = "Resolves environments into lockfiles; a lock that holds is left alone.",
        footer = {
            "",
            "Examples:",
            "  gradlock lock                       write every lock that is missing or stale",
            "  gradlock lock debian-17 --update    move the pins of one environment to what is current",
            "  gradlock lock debian-17 --update=jdk --dry-run   show what would become of one pin",
            "  gradlock lock --check               in CI: fail if a lock is missing or stale"
        })
final class LockCommand extends GradlockCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "ENV",
            description = "A name, or a folder that holds an environment.yml (default: all that need a lock).")
    List<String> names = new ArrayList<>();

    @Option(names = "--check", description = "Write nothing; fail if a lock is missing or stale.")
    boolean check;

    @Option(
            names = "--update",
            arity = "0..1",
            paramLabel = "PIN",
            preprocessor = AttachedValue.class,
            description = "Move pins that hold to what is current, and say what moved: all of them, or --update=image,"
                    + " =jdk, =cuda or =PACKAGE alone. Can be given several times. Alone it also replaces a lock that"
                    + " cannot be read, or was changed by hand.")
    List<String> update = List.of();

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description =
                    "Resolve only these of the platforms, linux-64 for instance; the pins of others stay, and must be"
                            + " there.")
    List<String> platforms = List.of();

    @Option(names = "--dry-run", description = "Write nothing; say what would be written.")
    boolean dryRun;

    /** Replaced in tests. */
    Supplier<Locking> locking = () -> ofThisMachine(common);

    @Override
    ExitStatus run(Console console) {
        if (check && !update.isEmpty()) {
            throw GradlockException.badInput(
                    null, "--check and --update exclude each other", "use --update --dry-run to see what would move");
        }
        for (String platform : platforms) {
            if (!EnvironmentSpecReader.PLATFORMS.contains(platform)) {
                throw GradlockException.badInput(
                        null,
                        "--platform does not know \"" + platform + "\"",
                        "it is one of " + String.join(", ", EnvironmentSpecReader.PLATFORMS));
            }
        }
        Environments environments = new Environments(common.environmentsDirectory());
        List<LockUpdate> updates =
                specs(environments).stream().map(LockUpdate::of).toList();
        if (updates.isEmpty()) {
            console.print("– no environment here needs a lock: each is a host without one exact JDK");
        }
        return check ? check(console, updates) : write(console, ofThese(updates));
    }

    /** Where no environment is named, those are meant that have what is. */
    private List<LockUpdate> ofThese(List<LockUpdate> updates) {
        if (!names.isEmpty()) {
            return updates;
        }
        List<LockUpdate> having = updates.stream()
                .filter(one -> renewal().isOf(one.spec(), one.before()))
                .toList();
        return having.isEmpty() ? updates : having;
    }

    private Renewal renewal() {
        return new Renewal(platforms, update.contains("") ? List.of() : update);
    }

    private List<EnvironmentSpec> specs(Environments environments) {
        if (!names.isEmpty()) {
            return names.stream().map(environments::named).toList();
        }
        List<String> all = environments.names();
        if (all.isEmpty()) {
            throw GradlockException.badInput(
                    common.environmentsDirectory().toString(),
                    "there is no environment in this folder",
                    "an environment is a folder with an environment.yml; --environments DIR names the folder of them all");
        }
        return all.stream()
                .map(environments::spec)
                .filter(spec -> LockUpdate.isNeeded(spec) || Files.exists(LockFile.of(spec)))
                .toList();
    }

    private ExitStatus check(Console console, List<LockUpdate> updates) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        List<LockUpdate> wrong = new ArrayList<>();
        for (LockUpdate one : updates) {
            String name = one.spec().name();
            String status = one.status();
            String reason = status.equals("missing") ? "there is no lock" : one.staleness();
            rows.add(row(one, status, reason, List.of()));
            if (one.isCurrent()) {
                console.print(console.styled(32, "✔") + " " + name + "  current");
            } else {
                console.print(console.styled(31, "✘") + " " + name + "  " + status + ": " + reason);
                faults.add(name);
                wrong.add(one);
            }
        }
        if (faults.isEmpty()) {
            document(console, rows);
            return ExitStatus.REPRODUCIBLE;
        }
        String message = (faults.size() == 1 ? "a lock does not hold: " : faults.size() + " locks do not hold: ")
                + String.join(", ", faults);
        String hint = remedies(wrong);
        if (!console.isJson()) {
            throw GradlockException.badInput(null, message, hint);
        }
        // One document says both: what is wrong, and how each lock stands.
        Failure failure = new Failure(ExitStatus.BAD_INPUT, null, message, hint);
        console.failure(failure);
        Map<String, Object> document = failure.document();
        document.put("environments", rows);
        console.document(JsonText.of(document));
        return failure.status();
    }

    /** Those that can be used are made to hold by one command; of each of the others it is said what {@code lock} says of it. */
    private static String remedies(List<LockUpdate> wrong) {
        List<String> remedies = new ArrayList<>();
        String usable = wrong.stream()
                .filter(one -> one.fault() == null)
                .map(one -> one.spec().argument())
                .collect(Collectors.joining(" "));
        if (!usable.isEmpty()) {
            remedies.add("gradlock lock " + usable);
        }
        wrong.stream()
                .filter(one -> one.fault() != null)
                .map(one ->
                        wrong.size() == 1 ? one.remedy() : "for " + one.spec().name() + ": " + one.remedy())
                .forEach(remedies::add);
        return String.join("; ", remedies);
    }

    private ExitStatus write(Console console, List<LockUpdate> updates) {
        boolean anew = update.contains("") && platforms.isEmpty();
        updates.forEach(one -> one.requireReplaceable(anew));
        List<Map<String, Object>> rows = new ArrayList<>();
        Locking machine = null;
        for (LockUpdate one : updates) {
            String name = one.spec().name();
            EnvironmentLock held = one.before();
            boolean hasPlatforms = held != null && held.platforms().keySet().containsAll(platforms);
            if (one.isCurrent() && update.isEmpty() && hasPlatforms) {
                console.print(console.styled(32, "✔") + " " + name + "  current");
                rows.add(row(one, "current", null, List.of()));
                continue;
            }
            one.spec().warnings().forEach(warning -> console.error("warning: " + warning));
            console.progress("locking " + name + " …");
            machine = machine == null ? locking.get() : machine;
            EnvironmentLock after =
                    update.isEmpty() && platforms.isEmpty() ? one.after(machine) : one.moved(machine, renewal());
            boolean changed = dryRun ? !after.equals(one.before()) : LockFile.write(LockFile.of(one.spec()), after);
            String status = !changed ? "current" : dryRun ? "would be written" : "written";
            List<String> moved = one.moves(after);
            console.print(console.styled(32, "✔") + " " + name + "  " + status
                    + (one.fault() == null ? "" : ", all of it anew: " + one.staleness()));
            moved.forEach(line -> console.print("    " + line));
            rows.add(row(one, status, one.staleness(), moved));
        }
        document(console, rows);
        return ExitStatus.REPRODUCIBLE;
    }

    private static Map<String, Object> row(LockUpdate one, String status, @Nullable String reason, List<String> moved) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", one.spec().name());
        row.put("file", LockFile.of(one.spec()).toString());
        row.put("status", status);
        if (reason != null) {
            row.put("reason", reason);
        }
        row.put("moved", moved);
        return row;
    }

    private static void document(Console console, List<Map<String, Object>> rows) {
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("environments", rows)));
        }
    }

    static Locking ofThisMachine(CommonOptions common) {
        return new Locking(
                Machine.here(common.outDirectory()),
                new RegistryClient(),
                new MavenChannel(System.getenv(), false),
                LockCommand::docker,
                Engine.labels("lock"),
                System.getenv());
    }

    private static DockerClient docker(@Nullable EngineAddress address) {
        try {
            return Engine.connect(address);
        } catch (UnavailableException problem) {
            throw GradlockException.incomplete(
                    "packages are resolved inside a container, and " + problem.getMessage(),
                    address == null
                            ? "start Docker, or lock on a machine that has it"
                            : "the engine is named at " + address.location() + "; gradlock doctor asks it",
                    problem);
        }
    }
}
