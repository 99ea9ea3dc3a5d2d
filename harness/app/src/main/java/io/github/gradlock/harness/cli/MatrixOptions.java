package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.export.MatrixJob;
import io.github.gradlock.harness.export.Runners;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.MatrixSpec;
import io.github.gradlock.harness.spec.Nearest;
import io.github.gradlock.protocol.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which jobs a CI matrix has. */
final class MatrixOptions {
    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description =
                    "For a matrix: where no environment is named, those of this suite in matrix.yml. For kubernetes:"
                            + " the suite to run (default: gradients).")
    @Nullable
    String suite;

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "For a matrix: so many jobs for each, see gradlock run --shard.")
    int shards = 1;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description =
                    "For a matrix: jobs on this platform (linux-64, osx-arm64 …), for environments that have it; may be"
                            + " repeated. Default: one of the environment's own, linux-64 before others.")
    List<String> platforms = new ArrayList<>();

    @Option(
            names = "--runner",
            paramLabel = "PLATFORM=LABELS",
            description =
                    "For github-matrix: runner labels for a platform, or for gpu, instead of GitHub's; may be repeated.")
    Map<String, String> runners = new LinkedHashMap<>();

    /** Returns the jobs of environments that were named, of a suite's, or of all. */
    List<MatrixJob> jobs(CommonOptions common, List<String> names) throws IOException {
        if (shards < 1 || shards > Shard.MOST) {
            throw GradlockException.badInput(
                    null, "--shards is 1 to " + Shard.MOST + ", not " + shards, "leave it out for one job each");
        }
        for (String platform : platforms) {
            requirePlatform("--platform " + platform, platform);
        }
        Environments environments = new Environments(common.environmentsDirectory());
        if (environments.hasMatrix()) {
            // Every job will read it, also where environments are named.
            environments.matrix();
        }
        Set<MatrixJob> jobs = new LinkedHashSet<>();
        for (String name : names.isEmpty() ? defaults(environments) : names) {
            for (Environments.Chosen chosen : environments.chosen(name)) {
                chosen.variants()
                        .forEach(variant -> jobs.addAll(
                                MatrixJob.of(chosen.spec(), chosen.argument(), variant, platforms, shards)));
            }
        }
        return List.copyOf(jobs);
    }

    Runners runners() {
        runners.keySet().stream()
                .filter(key -> !key.equals("gpu"))
                .forEach(key -> requirePlatform("--runner " + key, key));
        return Runners.of(runners);
    }

    private List<String> defaults(Environments environments) throws IOException {
        if (suite == null) {
            return environments.names();
        }
        MatrixSpec matrix = environments.matrix();
        String name = Suite.nameOf(suite);
        MatrixSpec.Suite row = matrix.suites().get(name);
        if (row == null) {
            throw GradlockException.badInput(
                    matrix.file().toString(),
                    "the suite \"" + name + "\" is not in the matrix",
                    Nearest.hint(name, matrix.suites().keySet()) + "; or name the environments");
        }
        return row.environments().stream().map(MatrixSpec.Row::pattern).toList();
    }

    private static void requirePlatform(String option, String platform) {
        if (!EnvironmentSpecReader.PLATFORMS.contains(platform)) {
            throw GradlockException.badInput(
                    null, option + ": no such platform", Nearest.hint(platform, EnvironmentSpecReader.PLATFORMS));
        }
    }
}
