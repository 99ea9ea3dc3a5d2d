package io.github.gradlock.harness.cli;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.runtime.UnavailableException;
import io.github.gradlock.harness.runtime.container.Engine;
import io.github.gradlock.harness.runtime.container.Sweep;
import io.github.gradlock.harness.runtime.container.Sweep.Removed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code gradlock prune}: removes what earlier runs left. */
@Command(
        name = "prune",
        description = "Removes what runs that were killed left: containers, volumes, half-written bundles.",
        footer = {
            "",
            "What a run in progress uses, and finished bundles, are left alone.",
            "",
            "Examples:",
            "  gradlock prune --dry-run     shows what would be removed",
            "  gradlock prune --all         also removes the images that were built; the next run builds them again"
        })
final class PruneCommand extends GradlockCommand {
    @Option(names = "--all", description = "Also remove the images that gradlock built.")
    boolean all;

    @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
    boolean dryRun;

    @Override
    ExitStatus run(Console console) throws IOException {
        List<Removed> removed = new ArrayList<>();
        Path out = common.outDirectory();
        for (Path folder : List.of(
                out,
                out.resolve(OutputFolder.BISECTIONS),
                out.resolve(OutputFolder.EXPLANATIONS),
                out.resolve(OutputFolder.BENCHMARKS))) {
            for (Path half : OutputFolder.removeHalfWritten(folder, dryRun)) {
                removed.add(new Removed("file", half.toString()));
            }
        }
        boolean engine = true;
        try {
            DockerClient client = Engine.connect();
            Sweep sweep = new Sweep(client, dryRun);
            removed.addAll(sweep.orphans());
            if (all) {
                removed.addAll(sweep.derivedImages());
            }
        } catch (UnavailableException missing) {
            engine = false;
            console.remark("containers were not looked for: " + missing.getMessage());
        }
        tell(console, removed, engine);
        return ExitStatus.REPRODUCIBLE;
    }

    private void tell(Console console, List<Removed> removed, boolean engine) {
        removed.forEach(
                each -> console.print((dryRun ? "would remove " : "removed ") + each.kind() + " " + each.name()));
        if (removed.isEmpty()) {
            console.print(engine ? "nothing to remove" : "no files to remove");
        }
        if (console.isJson()) {
            List<Map<String, String>> rows = removed.stream()
                    .map(each -> Map.of("kind", each.kind(), "name", each.name()))
                    .toList();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("dryRun", dryRun);
            document.put("engine", engine);
            document.put("removed", rows);
            console.document(JsonText.of(document));
        }
    }
}
