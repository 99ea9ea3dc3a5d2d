package io.github.gradlock.harness.cli;

import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.runtime.container.Engine;
import io.github.gradlock.harness.runtime.container.Sweep;
import io.github.gradlock.harness.runtime.container.Sweep.Removed;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.store.Store;
import io.github.gradlock.harness.store.StoreHome;
import io.github.gradlock.harness.store.StorePruning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code gradlock prune}: removes what earlier runs left. */
@Command(
        name = "prune",
        description = "Removes what runs that were killed left: containers, volumes, half-written files.",
        footer = {
            "",
            "Files on their way count as left when nobody touched their folder for two hours.",
            "What a run in progress uses, finished bundles, and files that an environment links to are left alone. The store is",
            "cleared only where --unused or --size is given, and not of what was used in the last two hours.",
            "",
            "Examples:",
            "  gradlock prune --dry-run     shows what would be removed",
            "  gradlock prune --all         also removes the images that were built; the next run builds them again",
            "  gradlock prune --unused 90d --size 20g     also removes files of the store that were not used for so long, and",
            "                                             the longest unused beyond that size"
        })
final class PruneCommand extends GradlockCommand {
    @Option(names = "--all", description = "Also remove the images that gradlock built.")
    boolean all;

    @Option(
            names = "--unused",
            paramLabel = "AGE",
            description = "Also remove files of the store that were not used for so long: 12h, 90d.")
    @Nullable
    String unused;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Also remove the longest unused files of the store beyond so much: 500m, 20g.")
    @Nullable
    String size;

    @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
    boolean dryRun;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        StorePruning pruning = pruning();
        List<Removed> removed = new ArrayList<>();
        for (StorePruning.Removed half : pruning.leftovers(dryRun)) {
            removed.add(new Removed("file", half.file().toString()));
        }
        if (unused != null || size != null) {
            for (StorePruning.Removed file : pruning.prune(dryRun)) {
                removed.add(new Removed("file", file.file() + " (" + file.size() + " bytes)"));
            }
        }
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
        boolean engine = sweep(console, null, removed);
        for (EngineAddress address :
                NamedEngines.of(common.environmentsDirectory()).keySet()) {
            engine &= sweep(console, address, removed);
        }
        tell(console, removed, engine);
        return ExitStatus.REPRODUCIBLE;
    }

    private boolean sweep(Console console, @Nullable EngineAddress address, List<Removed> removed) {
        try {
            Sweep sweep = new Sweep(Engine.connect(address), dryRun);
            removed.addAll(sweep.orphans());
            if (all) {
                removed.addAll(sweep.derivedImages());
            }
            return true;
        } catch (UnavailableException | GradlockException | DockerException missing) {
            // What was removed elsewhere is still told.
            console.remark("containers were not looked for: " + missing.getMessage());
            return false;
        }
    }

    private StorePruning pruning() {
        return new StorePruning(
                new Store(StoreHome.ofThisUser()),
                unused == null ? (size == null ? StorePruning.USUAL_AGE : StorePruning.EVER) : age(unused),
                size == null ? Long.MAX_VALUE : bytes(size));
    }

    private static Duration age(String text) {
        Matcher matcher = Pattern.compile("([0-9]{1,5})([hdw])").matcher(text);
        if (!matcher.matches()) {
            throw GradlockException.badInput(
                    null, "--unused is an age, not \"" + text + "\"", "write hours, days or weeks: 12h, 90d, 8w");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    private static long bytes(String text) {
        Matcher matcher =
                Pattern.compile("([0-9]{1,9})([mgt])", Pattern.CASE_INSENSITIVE).matcher(text);
        if (!matcher.matches()) {
            throw GradlockException.badInput(
                    null, "--size is a size, not \"" + text + "\"", "write mebi-, gibi- or tebibytes: 500m, 20g, 1t");
        }
        int shift = "mgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) * 10 + 20;
        return Long.parseLong(matcher.group(1)) << shift;
    }

    private void tell(Console console, List<Removed> removed, boolean engine) {
        removed.forEach(
                each -> console.print((dryRun ? "would remove " : "removed ") + each.kind() + " " + each.name()));
        if (removed.isEmpty()) {
            console.print(engine ? "nothing to remove" : "no files to remove");
        }
        if (console.isJson()) {
            List<Map<String, String>> rows =
                    removed.stream().map(PruneCommand::row).toList();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("dryRun", dryRun);
            document.put("engine", engine);
            document.put("removed", rows);
            console.document(JsonText.of(document));
        }
    }

    private static Map<String, String> row(Removed removed) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("kind", removed.kind());
        row.put("name", removed.name());
        return row;
    }
}
