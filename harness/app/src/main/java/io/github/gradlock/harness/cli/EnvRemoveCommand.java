package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env remove}: removes what was made for an environment. */
@Command(
        name = "remove",
        description =
                "Removes what was made for environments on this machine: their folders, and images that were built.",
        footer = {
            "",
            "The environment's files in the project stay, and so does what the store has of it: gradlock prune clears that.",
            "",
            "Examples:",
            "  gradlock env remove cuda12-jdk21",
            "  gradlock env remove cuda12-jdk21 --dry-run"
        })
final class EnvRemoveCommand extends GradlockCommand {
    @Parameters(arity = "1..*", paramLabel = "ENV", description = "Names of environments.")
    List<String> names = List.of();

    @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
    boolean dryRun;

    private boolean engineAsked = true;

    @Override
    ExitStatus run(Console console) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> known = new Environments(common.environmentsDirectory()).names();
        List<String> unknown = new ArrayList<>();
        try (Runtimes runtimes = Runtimes.open(true)) {
            for (String name : names) {
                List<String> removed = remove(console, runtimes, name);
                removed.forEach(one -> console.print((dryRun ? "would remove " : "removed ") + one));
                if (removed.isEmpty()) {
                    console.print(name + ": nothing of it is here");
                    if (!known.contains(name) && engineAsked) {
                        unknown.add(name);
                    }
                }
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", name);
                row.put("removed", removed);
                rows.add(row);
            }
        }
        if (console.isJson()) {
            console.document(JsonText.of(Map.of("dryRun", dryRun, "environments", rows)));
        }
        if (!unknown.isEmpty()) {
            console.remark("hint: there is no environment \"" + unknown.get(0) + "\", and nothing is left of one; "
                    + Nearest.hint(unknown.get(0), known));
            return ExitStatus.BAD_INPUT;
        }
        return ExitStatus.REPRODUCIBLE;
    }

    /** The environment may be gone from the project; then all kinds of parts are looked for. */
    private List<String> remove(Console console, Runtimes runtimes, String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw GradlockException.badInput(
                    null, "\"" + name + "\" is no name of an environment", "gradlock env list shows their names");
        }
        Environments environments = new Environments(common.environmentsDirectory());
        EnvironmentSpec spec = environments.names().contains(name) ? environments.spec(name) : null;
        RuntimeKind kind = spec == null ? RuntimeKind.CONTAINER : spec.runtime();
        EngineAddress engine = spec == null ? null : spec.engine();
        try {
            return runtimes.partsOf(kind).remove(name, engine, dryRun);
        } catch (UnavailableException noEngine) {
            console.remark("images were not looked for: " + noEngine.getMessage());
            engineAsked = false;
            return runtimes.partsOfHost().remove(name, null, dryRun);
        }
    }
}
