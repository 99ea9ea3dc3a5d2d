package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.ShardJoin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradlock join}: the bundles of all shards of an environment become one. */
@Command(
        name = "join",
        description = "Makes one bundle of those of all shards of an environment.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the bundle is written",
            "2:the input is at fault: a shard is missing, there twice, damaged, or of another run",
            "3:the bundle could not be written, or its shards are of a run that did not come to its end"
        },
        footer = {
            "",
            "The shards are what gradlock run --shard K/N wrote, folders or zips, in any order. The bundle is the one that",
            "a run of all cases would have written: same cases, same bits, same digest.",
            "",
            "Example:",
            "  gradlock join -o host.glb results-*/bundles/host.glb"
        })
final class JoinCommand extends GradlockCommand {
    @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "The bundles of all shards.")
    List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME.glb",
            required = true,
            description = "The bundle to write, a folder; a bundle that is there is replaced.")
    Path output = Path.of("");

    @Override
    ExitStatus run(Console console) throws IOException {
        for (Path path : paths) {
            OpenBundles.requireThere(path);
            if (Files.exists(output) && path.toRealPath().equals(output.toRealPath())) {
                throw GradlockException.badInput(
                        output.toString(),
                        "is one of the shards, which would be replaced",
                        "give --output another name");
            }
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw GradlockException.badInput(
                    output.toString(), "is a file, and the bundle is a folder", "give --output another name");
        }
        console.progress("joining " + Figures.count(paths.size(), "shard") + " …");
        Manifest manifest = ShardJoin.join(paths, output);
        console.progress("");
        tell(console, manifest);
        return manifest.complete() ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE;
    }

    private void tell(Console console, Manifest manifest) {
        String name = Figures.plain(manifest.identity().displayName());
        int cases = manifest.counts().cases();
        console.print("joined  " + name + "  " + Figures.count(paths.size(), "shard") + "  "
                + Figures.count(cases, "case") + "  " + manifest.resultsDigest());
        if (!manifest.complete()) {
            console.remark("warning: partial: the run of a shard did not come to its end");
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("environment", manifest.identity().displayName());
            document.put("bundle", output.toString());
            document.put("shards", paths.size());
            document.put("cases", cases);
            document.put("complete", manifest.complete());
            document.put("resultsDigest", manifest.resultsDigest());
            console.document(JsonText.of(document));
        }
    }
}
