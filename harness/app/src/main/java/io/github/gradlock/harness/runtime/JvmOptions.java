package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The options of a suite's JVM: what every suite gets, what the variant's factors ask for, what the spec adds. */
public final class JvmOptions {
    /** What a value of a factor means. The one table of factors; docs/runtimes.md shows it to people. */
    private static final Map<String, Function<String, List<String>>> FACTORS = Map.of(
            "jit",
            mode -> switch (mode) {
                case "int" -> List.of("-Xint");
                case "c1" -> List.of("-XX:TieredStopAtLevel=1");
                case "c2" -> List.of("-XX:-TieredCompilation");
                case "mixed" -> List.of();
                default -> throw unknown("jit", mode, "int, c1, c2 or mixed");
            },
            "avx",
            level -> List.of("-XX:UseAVX=" + number("avx", level, 0, 3)),
            "threads",
            count -> {
                int threads = number("threads", count, 1, 1024);
                return List.of(
                        "-Dgradlock.threads=" + threads,
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + threads,
                        "-XX:ActiveProcessorCount=" + threads);
            },
            "kernels",
            provider -> List.of("-Dgradlock.kernels=" + provider),
            "width",
            bits -> switch (bits) {
                case "128", "256", "512" -> List.of("-Dgradlock.vector.bits=" + bits);
                default -> throw unknown("width", bits, "128, 256 or 512");
            },
            "libm",
            kind -> switch (kind) {
                case "java" -> List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-UseLibmIntrinsic");
                case "intrinsic" -> List.of();
                default -> throw unknown("libm", kind, "java or intrinsic");
            });

    /** Share of the memory limit that the heap may use: the rest is for code, metaspace, stacks and the tmpfs. */
    private static final double HEAP_SHARE = 0.7;

    private JvmOptions() {}

    /**
     * Returns the options of a process that is run as the environment is.
     *
     * @param spec the environment
     * @param variant the choice of factors
     * @param release what the JDK has
     * @param temporary folder for temporary files, in the environment's own paths
     */
    public static List<String> of(EnvironmentSpec spec, Variant variant, JdkRelease release, String temporary) {
        return of(spec, variant, release, temporary, StressProfile.NONE);
    }

    /**
     * Returns the options, the spec's last, so that they win.
     *
     * @param spec the environment
     * @param variant the choice of factors
     * @param release what the JDK has
     * @param temporary folder for temporary files, in the environment's own paths
     * @param profile the condition that the process is run under; the environment's own options come after its, and win
     */
    public static List<String> of(
            EnvironmentSpec spec, Variant variant, JdkRelease release, String temporary, StressProfile profile) {
        List<String> options = new ArrayList<>(List.of(
                "-ea",
                "-Duser.language=en",
                "-Duser.country=",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                // Performance data is written to /tmp whatever the temporary folder is.
                "-XX:-UsePerfData",
                "-Xmx" + Math.max(64, (long) (spec.limits().memoryBytes() * HEAP_SHARE) >> 20) + "m"));
        if (release.hasVectorModule()) {
            options.add("--add-modules=" + JdkRelease.VECTOR_MODULE);
        }
        if (!profile.name().isEmpty()) {
            options.add("-D" + StressProfile.PROPERTY + "=" + profile.name());
            options.addAll(profile.options());
        }
        variant.factors().forEach((factor, value) -> options.addAll(ofFactor(factor, value)));
        // On the first CPUs that had AVX-512, a JVM takes its vectors only if it is told to. Here the variant is not
        // run without an x86-64 that has them; elsewhere it is not known, and JVMs of other CPUs would not start.
        boolean wide = "512".equals(variant.factors().get("width"));
        if (wide && !variant.factors().containsKey("avx") && spec.engine() == null) {
            options.add("-XX:UseAVX=3");
        }
        options.addAll(spec.jvm());
        return options;
    }

    static List<String> ofFactor(String factor, String value) {
        if (Variant.isVariable(factor)) {
            return List.of();
        }
        Function<String, List<String>> meaning = FACTORS.get(factor);
        if (meaning == null) {
            throw GradlockException.badInput(
                    null,
                    "unknown factor of a variant: " + factor,
                    "factors are "
                            + String.join(
                                    ", ", FACTORS.keySet().stream().sorted().toList()));
        }
        return meaning.apply(value);
    }

    private static int number(String factor, String value, int least, int greatest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw unknown(factor, value, "a whole number from " + least + " to " + greatest);
    }

    private static GradlockException unknown(String factor, String value, String allowed) {
        return GradlockException.badInput(null, "not a value of " + factor + ": " + value, factor + " is " + allowed);
    }
}
