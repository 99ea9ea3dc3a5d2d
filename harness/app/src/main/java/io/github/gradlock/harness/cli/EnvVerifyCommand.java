package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.LockUpdate;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.provision.PartCheck.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env verify}: is what is here what the locks say? */
@Command(
        name = "verify",
        description = "Holds every part of environments against its checksum: images, layers, JDKs, packages, jars.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that the locks name is here, and is what they say",
            "2:something was altered (files of the store are removed), or a lock or spec does not hold",
            "3:something is missing, or could not be looked at, or there was nothing to look at"
        },
        footer = {
            "",
            "Files of this machine are hashed, whatever was remembered of them; of images, the engine vouches for the base by its",
            "digest, and the digests of all layers are compared. Sizes of packages are compared as far as their files are in the",
            "store, versions of Debian's as far as the layer made of them is, those of conda's with the names of their files.",
            "gradlock env create fetches what is missing. An image that is there does without its packages and layers in the store,",
            "so that those are not missed.",
            "",
            "Examples:",
            "  gradlock env verify                 every environment that can run here",
            "  gradlock env verify debian-17 --json"
        })
final class EnvVerifyCommand extends GradlockCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "ENV",
            description = "Names, or folders that hold an environment.yml (default: all that can run here).")
    List<String> names = List.of();

    @ArgGroup
    LockOptions locks = new LockOptions();

    /** Environments whose lock or spec is at fault. */
    private int faults;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> wrong = new LinkedHashSet<>();
        int altered = 0;
        int missing = 0;
        faults = 0;
        try (Runtimes runtimes = Runtimes.open(true)) {
            for (String name : EnvironmentArguments.orAll(common, names)) {
                ResolvedEnvironment environment = environment(console, name);
                if (environment == null) {
                    continue;
                }
                console.progress("verifying " + name + " …");
                List<PartCheck> checks;
                try {
                    checks = runtimes.partsOf(environment.spec().runtime()).verify(environment);
                } catch (UnavailableException | GradlockException problem) {
                    // What is wrong with others must not be hidden by an engine that does not answer.
                    if (names.isEmpty() && problem instanceof UnavailableException) {
                        console.remark("– " + name + "  not here: " + problem.getMessage());
                        continue;
                    }
                    missing++;
                    console.print(console.styled(31, "✘") + " " + name + "  not looked at: " + problem.getMessage());
                    Map<String, Object> row = row(name, environment.isLocked(), List.of());
                    row.put("problem", String.valueOf(problem.getMessage()));
                    rows.add(row);
                    continue;
                }
                print(console, name, environment.isLocked(), checks);
                rows.add(row(name, environment.isLocked(), checks));
                int different = (int) checks.stream()
                        .filter(one -> one.state() == State.ALTERED)
                        .count();
                altered += different;
                if (different > 0) {
                    wrong.add(environment.spec().argument());
                }
                missing += (int) checks.stream()
                        .filter(one -> one.state() == State.MISSING || one.state() == State.UNKNOWN)
                        .count();
            }
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("altered", altered);
            document.put("missing", missing);
            document.put("faults", faults);
            document.put("environments", rows);
            console.document(JsonText.of(document));
        }
        if (altered > 0) {
            console.remark(
                    "hint: what was altered in the store was removed; gradlock env create fetches a jar again, and a package or layer when its image has to be made again (one that is there does without); where it is the lock that is wrong, gradlock lock "
                            + String.join(" ", wrong) + " --update pins what is there");
        } else if (missing > 0) {
            console.remark(
                    "hint: gradlock env create makes what is missing; gradlock doctor shows which engines answer");
        }
        if (rows.isEmpty() && faults == 0) {
            console.remark("hint: no environment can run here, so nothing was looked at; gradlock env list says why");
        }
        return altered > 0 || faults > 0
                ? ExitStatus.BAD_INPUT
                : missing > 0 || rows.isEmpty() ? ExitStatus.INCOMPLETE : ExitStatus.REPRODUCIBLE;
    }

    /** Of all environments, templates and those that cannot run here are left out; of those that are named, none. */
    private @Nullable ResolvedEnvironment environment(Console console, String name) {
        if (!names.isEmpty()) {
            return EnvironmentArguments.available(common, name, locks.mode());
        }
        try {
            ResolvedEnvironment found = EnvironmentArguments.found(common, name, locks.mode());
            if (found.unavailable() == null) {
                return found;
            }
            console.remark("– " + name + "  not here: " + found.unavailable());
        } catch (GradlockException problem) {
            if (isTemplate(name)) {
                return null;
            }
            if (hasNoLock(name)) {
                console.remark("– " + name + "  not here: " + problem.getMessage());
                return null;
            }
            faults++;
            console.print(console.styled(31, "✘") + " " + name + "  not looked at: " + problem.getMessage());
        }
        return null;
    }

    /** One whose file is at fault is none that is left out. */
    private boolean isTemplate(String name) {
        try {
            return new Environments(common.environmentsDirectory()).spec(name).eachInstalledJdk();
        } catch (GradlockException unreadable) {
            return false;
        }
    }

    private boolean hasNoLock(String name) {
        try {
            return LockUpdate.of(new Environments(common.environmentsDirectory()).spec(name))
                    .status()
                    .equals("missing");
        } catch (GradlockException unreadable) {
            return false;
        }
    }

    private static void print(Console console, String name, boolean locked, List<PartCheck> checks) {
        boolean whole = checks.stream().allMatch(check -> check.state() == State.WHOLE);
        console.print((whole ? console.styled(32, "✔") : console.styled(31, "✘")) + " " + name + "  " + checks.size()
                + (checks.size() == 1 ? " part" : " parts")
                + (!whole ? "" : locked ? ", as the lock says" : ", as found here: it has no lock file"));
        for (PartCheck check : checks) {
            if (check.state() == State.MISSING || check.state() == State.UNKNOWN) {
                console.print("    " + check.state().name().toLowerCase(Locale.ROOT) + "  " + check.part());
            } else if (check.state() == State.ALTERED) {
                console.print("    altered  " + check.part());
                console.print(
                        "             " + (locked ? "the lock says  " : "found before   ") + digest(check.expected()));
                console.print("             what is there  " + digest(check.found()));
            }
        }
    }

    private static @Nullable String digest(@Nullable String value) {
        return value != null && value.matches("[0-9a-f]{64}") ? "sha256:" + value : value;
    }

    private static Map<String, Object> row(String name, boolean locked, List<PartCheck> checks) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("locked", locked);
        row.put(
                "parts",
                checks.stream()
                        .map(check -> {
                            Map<String, Object> part = new LinkedHashMap<>();
                            part.put("part", check.part());
                            part.put("state", check.state().name().toLowerCase(Locale.ROOT));
                            part.put("expected", check.expected());
                            part.put("found", check.found());
                            return part;
                        })
                        .toList());
        return row;
    }
}
