package io.github.gradlock.harness.export;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import io.github.gradlock.protocol.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One job of a CI matrix: one variant of an environment on a platform, or a shard of it.
 *
 * @param name of the job among others, shards aside: the variant's, and {@code @PLATFORM} where several platforms were asked for
 * @param environment as {@code gradlock run} takes it
 * @param platform conda's name of where it runs; null if any will do
 * @param gpu whether it cannot run without one
 * @param shard its part of the cases; null for all
 */
public record MatrixJob(
        String name,
        String environment,
        @Nullable String platform,
        boolean gpu,
        @Nullable Shard shard) {
    /**
     * Returns the jobs of a variant.
     *
     * @param argument how the environment is named on the command line
     * @param platforms that were asked for; empty for the first of the environment's own
     * @param shards of each
     * @throws GradlockException if the environment is for none of the platforms
     */
    public static List<MatrixJob> of(
            EnvironmentSpec spec, String argument, Variant variant, List<String> platforms, int shards) {
        List<@Nullable String> chosen = new ArrayList<>(platforms);
        if (platforms.isEmpty()) {
            // They are sorted, and linux-64 comes first.
            chosen.add(spec.platforms().isEmpty() ? null : spec.platforms().get(0));
        } else if (!spec.platforms().isEmpty()) {
            chosen.retainAll(spec.platforms());
        }
        if (chosen.isEmpty()) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " is for " + String.join(", ", spec.platforms()) + ", and not for "
                            + String.join(", ", platforms),
                    "name another --platform, or leave the environment out");
        }
        List<MatrixJob> jobs = new ArrayList<>();
        for (String platform : chosen) {
            String name = spec.name() + variant + (platforms.size() > 1 ? "@" + platform : "");
            boolean gpu = spec.gpu() == EnvironmentSpec.Gpu.REQUIRED;
            IntStream.rangeClosed(1, shards)
                    .mapToObj(number -> new MatrixJob(
                            name, argument + variant, platform, gpu, shards == 1 ? null : new Shard(number, shards)))
                    .forEach(jobs::add);
        }
        return jobs;
    }

    /** Returns what its results are called where jobs leave them: no slash, which services do not take. */
    String artifact() {
        return "results-" + name + (shard == null ? "" : "-" + shard.number() + "-of-" + shard.of());
    }

    /** Returns its shard as {@code gradlock run} takes it, or nothing. */
    String shardOption() {
        return shard == null ? "" : shard.toString();
    }

    /** Returns the jobs, unless they are more than a service takes. */
    static List<MatrixJob> atMost(int most, String service, List<MatrixJob> jobs) {
        if (jobs.size() > most) {
            throw GradlockException.badInput(
                    null,
                    jobs.size() + " jobs are more than the " + most + " that " + service + " takes",
                    "name the environments that are to be run, or take fewer shards or platforms");
        }
        return jobs;
    }
}
