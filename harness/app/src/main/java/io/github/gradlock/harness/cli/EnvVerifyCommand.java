package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.PartCheck;
import io.github.gradlock.harness.runtime.PartCheck.State;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env verify}: is what is here what the locks say? */
@Command(
        name = "verify",
        description = "Holds every part of environments against its checksum: images, layers, JDKs, packages, jars.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that the locks name is here, and is what they say",
            "2:something was altered (files of the store are removed), or a lock does not hold",
            "3:something is missing, or could not be looked at"
        },
        footer = {
            "",
            "All files are hashed, whatever was remembered of them. gradlock env create fetches what is missing.",
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

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        int altered = 0;
        int missing = 0;
        try (Runtimes runtimes = Runtimes.open(true)) {
            for (String name : EnvironmentArguments.orAll(common, names)) {
                ResolvedEnvironment environment = environment(console, name);
                if (environment == null) {
                    continue;
                }
                console.progress("verifying " + name + " …");
                List<PartCheck> checks = checks(runtimes, environment);
                print(console, name, checks);
                rows.add(row(name, checks));
                altered += (int) checks.stream()
                        .filter(one -> one.state() == State.ALTERED)
                        .count();
                missing += (int) checks.stream()
                        .filter(one -> one.state() == State.MISSING)
                        .count();
            }
        }
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("altered", altered, "missing", missing, "environments", rows)));
        }
        if (altered > 0) {
            console.remark("hint: what was altered in the store was removed; gradlock env create fetches it again");
        } else if (missing > 0) {
            console.remark("hint: gradlock env create makes what is missing");
        }
        return altered > 0 ? ExitStatus.BAD_INPUT : missing > 0 ? ExitStatus.INCOMPLETE : ExitStatus.REPRODUCIBLE;
    }

    /** Of all environments, templates and those that cannot run here are left out; of those that are named, none. */
    private @org.jspecify.annotations.Nullable ResolvedEnvironment environment(Console console, String name) {
        if (!names.isEmpty()) {
            return EnvironmentArguments.available(common, name, LockMode.LOCKED);
        }
        try {
            ResolvedEnvironment found = EnvironmentArguments.found(common, name, LockMode.LOCKED);
            if (found.unavailable() == null) {
                return found;
            }
            console.remark("– " + name + "  not here: " + found.unavailable());
        } catch (GradlockException problem) {
            console.remark("– " + name + "  not looked at: " + problem.getMessage());
        }
        return null;
    }

    private static List<PartCheck> checks(Runtimes runtimes, ResolvedEnvironment environment)
            throws IOException, InterruptedException {
        try {
            return runtimes.partsOf(environment.spec().runtime()).verify(environment);
        } catch (UnavailableException problem) {
            throw GradlockException.incomplete(
                    environment.spec().name() + " cannot be looked at: " + problem.getMessage(),
                    "gradlock doctor shows what this machine offers",
                    problem);
        }
    }

    private static void print(Console console, String name, List<PartCheck> checks) {
        boolean whole = checks.stream().allMatch(check -> check.state() == State.WHOLE);
        console.print((whole ? console.styled(32, "✔") : console.styled(31, "✘")) + " " + name + "  " + checks.size()
                + (checks.size() == 1 ? " part" : " parts") + (whole ? ", as the lock says" : ""));
        for (PartCheck check : checks) {
            if (check.state() == State.MISSING) {
                console.print("    missing  " + check.part());
            } else if (check.state() == State.ALTERED) {
                console.print("    altered  " + check.part());
                console.print("             the lock says  sha256:" + check.expected());
                console.print("             what is there  sha256:" + check.found());
            }
        }
    }

    private static Map<String, Object> row(String name, List<PartCheck> checks) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
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
