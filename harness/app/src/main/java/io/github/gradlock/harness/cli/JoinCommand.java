package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.run.SessionJoin;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.ShardJoin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradlock join}: the bundles of all shards of an environment, or the sessions of its processes, become one. */
@Command(
        name = "join",
        description = "Makes one bundle of those of all shards of an environment, or of the sessions of its processes.",
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
            "A session is the folder that the suite's process wrote where gradlock did not start it, in a cluster for instance;",
            "that it is of the environment and the suite is taken on trust.",
            "",
            "Examples:",
            "  gradlock join -o host.glb results-*/bundles/host.glb",
            "  gradlock join -o temurin-21.glb --sessions-of temurin-21 temurin-21-session"
        })
final class JoinCommand extends GradlockCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "BUNDLE",
            description = "The bundles of all shards; or sessions, by restart.")
    List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME.glb",
            required = true,
            description = "The bundle to write, a folder; a bundle that is there is replaced.")
    Path output = Path.of("");

    @Option(
            names = "--sessions-of",
            paramLabel = "ENV",
            description =
                    "Join sessions of this environment, with its variant; of the suite that --suite and --classpath say.")
    @Nullable
    String environment;

    @Option(names = "--suite", paramLabel = "SUITE", description = "Suite of the sessions (default: gradients).")
    @Nullable
    String suite;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            split = SuiteOptions.SEPARATOR,
            splitSynopsisLabel = ":",
            description = "Further jars and folders of that suite.")
    List<Path> classPath = new ArrayList<>();

    @Override
    ExitStatus run(Console console) throws IOException {
        if (environment == null && (suite != null || !classPath.isEmpty())) {
            throw GradlockException.badInput(
                    null,
                    (suite != null ? "--suite" : "--classpath")
                            + " says what sessions are of, and bundles say it themselves",
                    "leave it out, or name the environment of the sessions with --sessions-of");
        }
        for (Path path : paths) {
            OpenBundles.requireThere(path);
            if (Files.exists(output) && path.toRealPath().equals(output.toRealPath())) {
                throw GradlockException.badInput(
                        output.toString(),
                        "is itself to be joined, and would be replaced",
                        "give --output another name");
            }
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw GradlockException.badInput(
                    output.toString(), "is a file, and the bundle is a folder", "give --output another name");
        }
        console.progress("joining " + Figures.count(paths.size(), noun()) + " …");
        Manifest manifest = environment == null ? ShardJoin.join(paths, output) : joinSessions(environment);
        console.progress("");
        tell(console, manifest);
        return manifest.complete() ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE;
    }

    private String noun() {
        return environment == null ? "shard" : "session";
    }

    private Manifest joinSessions(String name) throws IOException {
        for (Path path : paths) {
            if (!Files.isRegularFile(path.resolve("session.json"))
                    && !Files.isRegularFile(path.resolve("values.safetensors"))) {
                throw GradlockException.badInput(
                        path.toString(),
                        "is no session: no session.json in it, and no values.safetensors of a program",
                        "name the folder that the suite's process wrote to");
            }
        }
        ResolvedEnvironment resolved = EnvironmentArguments.found(common, name, LockMode.LOCKED);
        ImageLock image = resolved.pins().image();
        new SessionJoin(Suite.find(
                        suite == null ? "gradients" : suite, classPath, Installation.home(), Suite.Artifacts.NONE))
                .join(paths, resolved, image == null ? null : image.manifestDigest(), output);
        try (Bundle bundle = Bundles.open(output)) {
            return bundle.manifest();
        }
    }

    private void tell(Console console, Manifest manifest) {
        String name = Figures.plain(manifest.identity().displayName());
        int cases = manifest.counts().cases();
        console.print("joined  " + name + "  " + Figures.count(paths.size(), noun()) + "  "
                + Figures.count(cases, "case") + "  " + manifest.resultsDigest());
        if (!manifest.complete()) {
            console.remark("warning: partial: the run of a " + noun() + " did not come to its end");
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("environment", manifest.identity().displayName());
            document.put("bundle", output.toString());
            document.put(noun() + "s", paths.size());
            document.put("cases", cases);
            document.put("complete", manifest.complete());
            document.put("resultsDigest", manifest.resultsDigest());
            console.document(JsonText.of(document));
        }
    }
}
