package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.Locking;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env create}: fetches and makes what locks name. */
@Command(
        name = "create",
        description = "Makes environments as their locks say: fetches images, packages and jars, and checks them.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every environment is here",
            "2:the input is at fault (usage, spec, lock), or a file is not what its checksum says",
            "3:an environment cannot be made here, or something could not be fetched"
        },
        footer = {
            "",
            "Files are kept in a store that all projects share: GRADLOCK_HOME, or the system's place for caches. What is there",
            "is not fetched again. gradlock run does the same by itself; this does it before, where there is a network.",
            "",
            "Examples:",
            "  gradlock env create cuda12-jdk21",
            "  gradlock env create --from ../paper/environment.yml    adds that environment to this project, and makes it"
        })
final class EnvCreateCommand extends GradlockCommand {
    @Parameters(arity = "0..*", paramLabel = "ENV", description = "Names, or folders that hold an environment.yml.")
    List<String> names = List.of();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "An environment.yml, or its folder, to be added to the environments of this project; a lock beside"
                            + " it is taken over.")
    @Nullable
    Path from;

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(names = "--offline", description = "Fetch nothing: all must be in the store and the engine.")
    boolean offline;

    @Option(
            names = "--dry-run",
            description =
                    "Make nothing; say whether it was made, or of what it would be, and how much of that is not in the store.")
    boolean dryRun;

    /** Replaced in tests. */
    Supplier<Locking> locking = () -> LockCommand.ofThisMachine(common);

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        if (names.isEmpty() && from == null) {
            throw GradlockException.badInput(
                    null, "no environment is named", "gradlock env create NAME, or --from FILE; gradlock env list");
        }
        // All names are looked at before anything is made.
        List<ResolvedEnvironment> all = new ArrayList<>();
        for (String name : names) {
            all.add(EnvironmentArguments.available(common, name, locks.mode()));
        }
        if (from != null) {
            all.add(EnvironmentArguments.available(common, new Addition(this, from).add(console), locks.mode()));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Runtimes runtimes = Runtimes.open(offline)) {
            for (ResolvedEnvironment environment : all) {
                boolean before = isMade(environment);
                environment.spec().warnings().forEach(warning -> console.remark("warning: " + warning));
                List<String> parts = dryRun
                        ? CreationPlan.of(environment.pins(), StoreHome.ofThisUser())
                        : create(console, runtimes, environment);
                rows.add(row(environment, parts, before || !dryRun));
                console.print(console.styled(32, "✔") + " " + environment.spec().name() + "  "
                        + (!dryRun ? "made" : before ? "was made already" : "would be made") + "  "
                        + pins(environment));
                if (dryRun) {
                    parts.forEach(part -> console.print("    " + part));
                }
            }
        }
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("environments", rows)));
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private static boolean isMade(ResolvedEnvironment environment) throws IOException {
        return EnvironmentFolder.ofName(
                        StoreHome.ofThisUser(), environment.spec().name())
                .stream()
                .anyMatch(folder -> folder.isOf(environment.lock()));
    }

    private static String pins(ResolvedEnvironment environment) {
        JdkLock jdk = environment.pins().jdk();
        return environment.isLocked() || jdk == null
                ? "lock sha256:" + environment.lock().hash().substring(0, 12) + "…"
                : "no lock file: JDK " + jdk.version() + " of " + jdk.vendor() + ", as found here";
    }

    private static List<String> create(Console console, Runtimes runtimes, ResolvedEnvironment environment)
            throws IOException, InterruptedException {
        String name = environment.spec().name();
        console.progress("making " + name + " …");
        try (BoundedLog log = EnvironmentArguments.log(console, name)) {
            return runtimes.partsOf(environment.spec().runtime()).provide(environment, log);
        } catch (UnavailableException missing) {
            throw GradlockException.incomplete(
                    name + " cannot be made: " + missing.getMessage(),
                    "gradlock doctor shows what this machine offers",
                    missing);
        }
    }

    private static Map<String, Object> row(ResolvedEnvironment environment, List<String> parts, boolean made) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", environment.spec().name());
        row.put("lock", environment.isLocked() ? environment.lock().hash() : null);
        row.put("made", made);
        row.put("parts", parts);
        return row;
    }
}
