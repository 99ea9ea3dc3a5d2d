package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.export.KubernetesJob;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.JvmOptions;
import io.github.gradlock.harness.runtime.ProbeCommand;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TraceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        Suite suite = Suite.find(suiteName == null ? "gradients" : suiteName, classPath, Installation.home());
        String session = KubernetesJob.session(environment.spec(), environment.variant());
        SuiteJob job = new SuiteJob(
                suite.name(),
                suite.classPath(),
                suite.scanRoots(),
                SuiteOptions.atLeastOne("--iterations", iterations, 1),
                0,
                List.of(),
                List.of(),
                TraceRequest.PLAIN);
        List<String> places = new ArrayList<>();
        StringBuilder text = new StringBuilder("# "
                + environment.displayName() + " as a Job of Kubernetes. Written by gradlock env export.\n"
                + "# The suite goes onto the volume first, through the Pod of ci/kubernetes/storage.yml:\n"
                + "# kubectl exec gradlock-files -- mkdir -p " + folder(suite) + "\n");
        for (Path file : suite.classPath()) {
            String place = folder(suite) + "/" + places.size() + "-" + file.getFileName();
            places.add(place);
            text.append("# kubectl cp " + quoted(file.toString()) + " gradlock-files:" + quoted(place) + "\n");
        }
        text.append("# Its results, when it is done: kubectl cp gradlock-files:" + ShellArgument.quoted(session) + " "
                + ShellArgument.quoted(environment.displayName()) + "\n");
        ProbeCommand.Place place = new ProbeCommand.Place(
                places,
                suite.scanRoots().stream()
                        .map(root -> places.get(suite.classPath().indexOf(root)))
                        .toList(),
                session,
                ":",
                null);
        List<String> probe = ProbeCommand.of(
                "java",
                JvmOptions.of(environment.spec(), environment.variant(), new JdkRelease("", List.of()), "/tmp"),
                job,
                place,
                SuiteProcess.plain(0),
                false);
        String platform = environment.spec().containerPlatform(Platform.ofContainers());
        return text
                + KubernetesJob.of(
                        environment.spec(), environment.variant(), environment.pins(), platform, image, probe);
    }

    private static String folder(Suite suite) {
        return KubernetesJob.ROOT + "/suite/" + suite.hash().substring(0, 16);
    }

    /** A line end in a name would begin a line that is no comment. */
    private static String quoted(String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw GradlockException.badInput(null, "a file's name has a control character", "rename it");
        }
        return ShellArgument.quoted(path);
    }
}
