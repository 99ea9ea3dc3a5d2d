package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Nearest;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env remove}: removes what was made for an environment. */
@Command(
        name = "remove",
        description =
                "Removes what was made for environments on this machine: their folders, and images that were built.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing of them is left",
            "2:there is no such environment, and nothing is left of one",
            "3:the engine that may have images of them does not answer, or uses one"
        },
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

    /**
     * What became of one environment.
     *
     * @param removed what was, or would be, removed
     * @param problem why its images were not looked for; null if they were
     */
    private record Removal(List<String> removed, @Nullable String problem) {}

    @Override
    ExitStatus run(Console console) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> known = new Environments(common.environmentsDirectory()).names();
        List<String> unknown = new ArrayList<>();
        boolean complete = true;
        try (Runtimes runtimes = Runtimes.open(true)) {
            for (String name : names) {
                Removal removal = remove(runtimes, name);
                tell(console, name, removal);
                complete &= removal.problem() == null;
                if (removal.removed().isEmpty() && removal.problem() == null && spec(name) == null) {
                    unknown.add(name);
                }
                rows.add(row(name, removal));
            }
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("dryRun", dryRun);
            document.put("environments", rows);
            console.document(JsonText.of(document));
        }
        if (!unknown.isEmpty()) {
            console.remark("hint: there is no environment \"" + unknown.get(0) + "\", and nothing is left of one; "
                    + Nearest.hint(unknown.get(0), known));
            return ExitStatus.BAD_INPUT;
        }
        if (!complete) {
            console.remark(
                    "hint: the same command removes the images once the engine answers; gradlock doctor asks it");
        }
        return complete ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE;
    }

    private void tell(Console console, String name, Removal removal) {
        removal.removed().forEach(one -> console.print((dryRun ? "would remove " : "removed ") + one));
        if (removal.problem() != null) {
            console.print(console.styled(31, "✘") + " " + name + "  images not looked for: " + removal.problem());
        } else if (removal.removed().isEmpty()) {
            console.print(name + ": nothing of it is here");
        }
    }

    private static Map<String, Object> row(String name, Removal removal) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("removed", removal.removed());
        if (removal.problem() != null) {
            row.put("problem", removal.problem());
        }
        return row;
    }

    /** Returns the spec, of {@code host-jdk21} that of its template; null where the project has none. */
    private @Nullable EnvironmentSpec spec(String name) {
        Environments environments = new Environments(common.environmentsDirectory());
        if (environments.names().contains(name)) {
            return environments.spec(name);
        }
        String stem = name.replaceFirst("[0-9]+$", "");
        boolean known =
                environments.names().contains(stem) && environments.spec(stem).eachInstalledJdk();
        return known ? environments.spec(stem) : null;
    }

    /** The environment may be gone from the project; then all kinds of parts are looked for. */
    private Removal remove(Runtimes runtimes, String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw GradlockException.badInput(
                    null, "\"" + name + "\" is no name of an environment", "gradlock env list shows their names");
        }
        EnvironmentSpec spec = spec(name);
        if (spec != null && spec.eachInstalledJdk() && spec.name().equals(name)) {
            List<EnvironmentFolder> folders = EnvironmentFolder.ofTemplate(
                    StoreHome.ofThisUser(), name, new Environments(common.environmentsDirectory()).names());
            return new Removal(EnvironmentFolder.removeAll(folders, dryRun), null);
        }
        RuntimeKind kind = spec == null ? RuntimeKind.CONTAINER : spec.runtime();
        EngineAddress engine = spec == null ? null : spec.engine();
        try {
            return new Removal(runtimes.partsOf(kind).remove(name, engine, dryRun), null);
        } catch (UnavailableException noEngine) {
            // Images are found by a label, not by the folder.
            return new Removal(runtimes.partsOfHost().remove(name, null, dryRun), noEngine.getMessage());
        }
    }
}
