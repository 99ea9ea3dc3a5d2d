package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.export.KubernetesJob;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.Place;
import io.github.gradlock.harness.runtime.ProbeStarter;
import io.github.gradlock.harness.runtime.Starter;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TestProgram;
import io.github.gradlock.harness.runtime.TraceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A Job of Kubernetes that runs a suite in an environment, and how the suite gets there. */
final class KubernetesExport {
    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            split = SuiteOptions.SEPARATOR,
            splitSynopsisLabel = ":",
            description = "For kubernetes: further jars and folders for a suite of your own.")
    List<Path> classPath = new ArrayList<>();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "For kubernetes: executions of each case (default: 2).")
    int iterations = 2;

    @Option(
            names = "--image",
            paramLabel = "NAME@sha256:…",
            description = "For kubernetes: an image that was built of the environment's Dockerfile and pushed.")
    @Nullable
    String image;

    /** Returns the file, whose comments say what has to be on the volume. */
    String of(ResolvedEnvironment environment, @Nullable String suiteName) throws IOException {
        Suite suite = Suite.find(
                suiteName == null ? "gradients" : suiteName, classPath, Installation.home(), Suite.Artifacts.NONE);
        SuiteJob job = new SuiteJob(
                suite.name(),
                suite.program(),
                SuiteOptions.atLeastOne("--iterations", iterations, 1),
                0,
                List.of(),
                List.of(),
                TraceRequest.PLAIN);
        String session = KubernetesJob.session(environment.spec(), environment.variant());
        Map<Path, String> files = files(suite);
        StringBuilder text = new StringBuilder("# "
                + environment.displayName() + " as a Job of Kubernetes. Written by gradlock env export.\n"
                + "# The suite goes onto the volume first, through the Pod of ci/kubernetes/storage.yml:\n");
        folders(files)
                .forEach(folder -> text.append("# kubectl exec gradlock-files -- mkdir -p " + quoted(folder) + "\n"));
        files.forEach((file, place) ->
                text.append("# kubectl cp " + quoted(file.toString()) + " gradlock-files:" + quoted(place) + "\n"));
        text.append("# Its results, when it is done: kubectl cp gradlock-files:" + ShellArgument.quoted(session) + " "
                + ShellArgument.quoted(environment.displayName())
                + "\n# gradlock join --sessions-of makes a bundle of it.\n");
        Place place = new Place(
                session, "/tmp", "/tmp", folder(suite), null, ":", file -> Objects.requireNonNull(files.get(file)));
        return text
                + KubernetesJob.of(
                        environment.spec(),
                        environment.variant(),
                        environment.pins(),
                        environment.spec().containerPlatform(Platform.ofContainers()),
                        image,
                        starter(environment, job).launch(SuiteProcess.plain(0), place));
    }

    private static Starter starter(ResolvedEnvironment environment, SuiteJob job) {
        try {
            return job.program() instanceof CommandProgram command
                    ? CommandStarter.of(environment, job, command, List.of())
                    : new ProbeStarter(
                            environment,
                            job,
                            (TestProgram) job.program(),
                            "java",
                            new JdkRelease("", List.of()),
                            false);
        } catch (UnavailableException problem) {
            throw GradlockException.badInput(
                    null, environment.displayName() + ": " + problem.getMessage(), "name another variant");
        }
    }

    /** Returns where each file goes. */
    private static Map<Path, String> files(Suite suite) {
        Map<Path, String> files = new LinkedHashMap<>();
        if (suite.program() instanceof CommandProgram command) {
            command.files().forEach(file -> files.put(file.path(), folder(suite) + "/" + file.name()));
        } else {
            for (Path file : ((TestProgram) suite.program()).classPath()) {
                files.putIfAbsent(file, folder(suite) + "/" + files.size() + "-" + file.getFileName());
            }
        }
        return files;
    }

    private static Set<String> folders(Map<Path, String> files) {
        return files.values().stream()
                .map(place -> place.substring(0, place.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String folder(Suite suite) {
        return KubernetesJob.SUITES + "/" + suite.hash().substring(0, 16);
    }

    /** A line end in a name would begin a line that is no comment. */
    private static String quoted(String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw GradlockException.badInput(null, "a file's name has a control character", "rename it");
        }
        return ShellArgument.quoted(path);
    }
}
