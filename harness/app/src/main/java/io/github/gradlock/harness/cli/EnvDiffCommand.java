package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.lock.EnvironmentDiff;
import io.github.gradlock.harness.lock.EnvironmentDiff.Change;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env diff}: in what two environments differ. */
@Command(
        name = "diff",
        description = "Tells in what two environments differ: image, JDK, CUDA, packages, flags, variables.",
        footer = {
            "",
            "What is pinned is compared, for this machine's platform; nothing is fetched or run.",
            "",
            "Examples:",
            "  gradlock env diff debian-17 debian-21",
            "  gradlock env diff environments/host ../other/environments/host --json"
        })
final class EnvDiffCommand extends GradlockCommand {
    @Parameters(index = "0", paramLabel = "A", description = "A name, or a folder that holds an environment.yml.")
    String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    String second = "";

    @Override
    ExitStatus run(Console console) {
        ResolvedEnvironment a = EnvironmentArguments.found(common, first, LockMode.FROZEN);
        ResolvedEnvironment b = EnvironmentArguments.found(common, second, LockMode.FROZEN);
        List<Change> changes = new ArrayList<>(EnvironmentDiff.between(a.spec(), a.pins(), b.spec(), b.pins()));
        changes.addAll(EnvironmentDiff.between(a.variant(), b.variant()));
        for (ResolvedEnvironment one : List.of(a, b)) {
            if (one.unavailable() != null) {
                console.remark("warning: " + one.displayName() + ": " + one.unavailable());
            }
        }
        changes.forEach(change -> console.print(change.text()));
        if (changes.isEmpty()) {
            console.print(first + " and " + second + " are pinned to the same");
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("environments", List.of(first, second));
            document.put("changes", changes.stream().map(EnvDiffCommand::row).toList());
            console.document(JsonText.of(document));
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private static Map<String, Object> row(Change change) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("part", change.part());
        row.put("before", change.before());
        row.put("after", change.after());
        row.put("bytes", change.bytes());
        return row;
    }
}
