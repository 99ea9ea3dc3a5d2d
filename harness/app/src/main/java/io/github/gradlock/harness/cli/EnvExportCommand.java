package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.export.CondaFile;
import io.github.gradlock.harness.export.Devcontainer;
import io.github.gradlock.harness.export.Dockerfile;
import io.github.gradlock.harness.export.GithubMatrix;
import io.github.gradlock.harness.export.GitlabMatrix;
import io.github.gradlock.harness.export.MatrixJob;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code gradlock env export}: an environment for other tools. */
@Command(
        name = "export",
        description = "Writes an environment as other tools read it.",
        footer = {
            "",
            "dockerfile      images by digest, packages at their versions and checksums, jars by checksum",
            "devcontainer    devcontainer.json; beside the Dockerfile where something is added to the image",
            "conda           environment.yml with what conda can have; the rest as comments",
            "kubernetes      a Job: the image by digest, no privileges, the limits of the spec (ci/README.md)",
            "github-matrix   the jobs of a GitHub Actions matrix, one for each variant, of all environments if none is named",
            "gitlab-matrix   the same as parallel:matrix of GitLab",
            "names           the names of these jobs, one a line, shards aside: what ci/join-results is to wait for",
            "",
            "Examples:",
            "  gradlock env export debian-17 --format dockerfile --output Dockerfile",
            "  echo \"matrix=$(gradlock env export --format github-matrix host)\" >> \"$GITHUB_OUTPUT\"",
            "  gradlock env export --format github-matrix --suite gradients --shards 4",
            "  gradlock env export temurin-21 --format kubernetes | kubectl apply -f -"
        })
final class EnvExportCommand extends GradlockCommand {
    private static final String FORMATS =
            "dockerfile, devcontainer, conda, kubernetes, github-matrix, gitlab-matrix or names";

    /** Options that mean nothing in other formats. */
    private static final Map<String, Set<String>> OWN_OPTIONS = new TreeMap<>(Map.of(
            "--suite", Set.of("kubernetes", "github-matrix", "gitlab-matrix", "names"),
            "--shards", Set.of("github-matrix", "gitlab-matrix", "names"),
            "--platform", Set.of("github-matrix", "gitlab-matrix", "names"),
            "--runner", Set.of("github-matrix"),
            "--classpath", Set.of("kubernetes"),
            "--iterations", Set.of("kubernetes"),
            "--image", Set.of("kubernetes")));

    @Spec
    CommandSpec command = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "ENV", description = "Names, or folders that hold an environment.yml.")
    List<String> names = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = FORMATS + ".")
    String format = "";

    @Option(names = "--output", paramLabel = "FILE", description = "Where it is written (default: standard output).")
    @Nullable
    Path output;

    @Mixin
    MatrixOptions matrix = new MatrixOptions();

    @Mixin
    KubernetesExport kubernetes = new KubernetesExport();

    @Override
    ExitStatus run(Console console) throws IOException {
        requireOwnOptions();
        Path folder = output == null ? null : output.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw GradlockException.badInput(
                    String.valueOf(output), "there is no folder " + folder, "make it, or write somewhere else");
        }
        String text = PlainText.withoutPasswords(text());
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("format", format);
            document.put("text", text);
            console.document(JsonText.of(document));
        } else if (output == null) {
            console.print(text.stripTrailing());
        }
        if (output != null) {
            Files.writeString(output, text);
            console.remark("wrote " + output);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private void requireOwnOptions() {
        OWN_OPTIONS.forEach((option, formats) -> {
            if (!formats.contains(format)
                    && command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw GradlockException.badInput(
                        null,
                        option + " means nothing to --format " + format,
                        "leave it out; it belongs to "
                                + formats.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
    }

    private String text() throws IOException {
        return switch (format) {
            case "dockerfile" -> Dockerfile.of(one().spec(), pins(one()));
            case "devcontainer" -> Devcontainer.of(one().spec(), pins(one()));
            case "conda" -> CondaFile.of(one().spec(), pins(one()));
            case "kubernetes" -> kubernetes.of(one(), matrix.suite);
            case "github-matrix" -> GithubMatrix.of(matrix.jobs(common, names), matrix.runners());
            case "gitlab-matrix" -> GitlabMatrix.of(matrix.jobs(common, names));
            case "names" ->
                matrix.jobs(common, names).stream()
                        .map(MatrixJob::name)
                        .distinct()
                        .map(name -> name + "\n")
                        .collect(Collectors.joining());
            default ->
                throw GradlockException.badInput(null, "--format does not know \"" + format + "\"", "it is " + FORMATS);
        };
    }

    private ResolvedEnvironment one() {
        if (names.size() != 1) {
            throw GradlockException.badInput(
                    null,
                    format + " is made of one environment, not of " + names.size(),
                    "gradlock env export NAME --format " + format);
        }
        return EnvironmentArguments.found(common, names.get(0), LockMode.LOCKED);
    }

    private static PlatformLock pins(ResolvedEnvironment environment) {
        return environment.pins();
    }
}
