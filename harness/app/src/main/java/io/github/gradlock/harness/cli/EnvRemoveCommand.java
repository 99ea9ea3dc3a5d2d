package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.runtime.EnvironmentParts.Removal;
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
            "2:there is no such environment, and no folder is left of one",
            "3:the engine that may have images of them does not answer, or uses one: then the folder stays too"
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
     * An environment that is to be removed.
     *
     * @param spec of {@code host-jdk21} that of its template; null where the project has none
     */
    private record Wanted(String name, @Nullable EnvironmentSpec spec) {}

    @Override
    ExitStatus run(Console console) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        boolean complete = true;
        // All are read before the first is removed.
        Environments environments = new Environments(common.environmentsDirectory());
        List<Wanted> all = names.stream()
                .distinct()
                .map(name -> new Wanted(name, spec(environments, name)))
                .toList();
        try (Runtimes runtimes = Runtimes.open(true)) {
            for (Wanted one : all) {
                Removal removal = remove(environments, runtimes, one);
                tell(console, one.name(), removal);
                complete &= removal.problem() == null;
                if (one.spec() == null
                        && removal.removed().isEmpty()
                        && folders(one.name()).isEmpty()) {
                    unknown.add(one.name());
                }
                rows.add(row(one.name(), removal));
            }
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("dryRun", dryRun);
            document.put("environments", rows);
            console.document(JsonText.of(document));
        }
        for (String name : unknown) {
            console.remark("hint: there is no environment \"" + name + "\", and no folder is left of one; "
                    + Nearest.hint(name, environments.names()));
        }
        if (!complete) {
            console.remark(
                    "hint: the same command removes what is left once the engine answers, and nothing runs in it;"
                            + " gradlock doctor asks the engine");
        }
        return !unknown.isEmpty() ? ExitStatus.BAD_INPUT : complete ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE;
    }

    private void tell(Console console, String name, Removal removal) {
        removal.removed().forEach(one -> console.print((dryRun ? "would remove " : "removed ") + one));
        if (removal.problem() != null) {
            console.print(console.styled(31, "✘") + " " + name + "  " + removal.problem());
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

    private static @Nullable EnvironmentSpec spec(Environments environments, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw GradlockException.badInput(
                    null, "\"" + name + "\" is no name of an environment", "gradlock env list shows their names");
        }
        if (environments.names().contains(name)) {
            return environments.spec(name);
        }
        String stem = name.replaceFirst("[0-9]+$", "");
        boolean known =
                environments.names().contains(stem) && environments.spec(stem).eachInstalledJdk();
        return known ? environments.spec(stem) : null;
    }

    private static List<EnvironmentFolder> folders(String name) throws IOException {
        return EnvironmentFolder.ofName(StoreHome.ofThisUser(), name);
    }

    /** The environment may be gone from the project; then all kinds of parts are looked for. */
    private Removal remove(Environments environments, Runtimes runtimes, Wanted one) throws IOException {
        String name = one.name();
        EnvironmentSpec spec = one.spec();
        if (spec != null && spec.eachInstalledJdk() && spec.name().equals(name)) {
            List<EnvironmentFolder> folders =
                    EnvironmentFolder.ofTemplate(StoreHome.ofThisUser(), name, environments.names());
            return new Removal(EnvironmentFolder.removeAll(folders, dryRun), null);
        }
        RuntimeKind kind = spec == null ? RuntimeKind.CONTAINER : spec.runtime();
        EngineAddress engine = spec == null ? null : spec.engine();
        try {
            return runtimes.partsOf(kind).remove(name, engine, dryRun);
        } catch (UnavailableException noEngine) {
            // Its folder stays, so that it is not forgotten while it may have images.
            return new Removal(List.of(), "images not looked for: " + noEngine.getMessage());
        }
    }
}
