package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A condition that must not change bits, and under which a process of an environment is run to see whether it does.
 *
 * <p>What an environment says itself, by a factor or an option, wins: its options come after those of a profile.
 *
 * @param name as provenance and reports have it; empty for a process that is run as it is, without stress
 * @param setting what it varies
 * @param options of the JVM; product and experimental ones that JDK 17, 21 and 25 take
 * @param variables of the environment
 */
public record StressProfile(String name, Setting setting, List<String> options, Map<String, String> variables) {
    /** System property by which a process knows its profile; it stands in the provenance as {@code run.stress}. */
    public static final String PROPERTY = "gradlock.stress";

    /** As the environment is, in a run without stress. */
    public static final StressProfile NONE = new StressProfile("", Setting.NOTHING, List.of(), Map.of());

    private static final List<StressProfile> ALL = List.of(
            of("plain", Setting.NOTHING),
            of("one-processor", Setting.THREADS, threads(1)),
            of("seven-processors", Setting.THREADS, threads(7)),
            of("loaded", Setting.LOAD),
            // A young generation of 8 MiB: collected all the time, and every survivor moves.
            of("serial-gc", Setting.COLLECTOR, "-XX:+UseSerialGC", "-Xmn8m"),
            of("parallel-gc", Setting.COLLECTOR, "-XX:+UseParallelGC", "-Xmn8m"),
            of("early-jit", Setting.COMPILER, "-XX:CompileThresholdScaling=0.05", "-XX:-BackgroundCompilation"),
            of("late-jit", Setting.COMPILER, "-XX:CompileThresholdScaling=8"),
            of("address-hash", Setting.HASH, "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=1", "-Xshare:off"),
            of("random-hash", Setting.HASH, "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=0"),
            of("wide-pointers", Setting.LAYOUT, "-XX:-UseCompressedOops"),
            of("wide-objects", Setting.LAYOUT, "-XX:ObjectAlignmentInBytes=32", "-XX:HeapBaseMinAddress=16g"),
            // glibc fills what is allocated and freed with a pattern: native code that reads it unset gives other bits.
            new StressProfile("dirty-memory", Setting.NATIVE_MEMORY, List.of(), Map.of("MALLOC_PERTURB_", "165")));

    /** What a program that is no JVM's can be put under; its threads are counted as {@link CommandStarter} says. */
    private static final List<StressProfile> OF_PROGRAMS = List.of(
            of("plain", Setting.NOTHING),
            new StressProfile("one-thread", Setting.THREADS, List.of(), CommandStarter.threads("1")),
            new StressProfile("seven-threads", Setting.THREADS, List.of(), CommandStarter.threads("7")),
            of("loaded", Setting.LOAD),
            new StressProfile("other-hashes", Setting.HASH, List.of(), Map.of("PYTHONHASHSEED", "1")),
            new StressProfile("dirty-memory", Setting.NATIVE_MEMORY, List.of(), Map.of("MALLOC_PERTURB_", "165")));

    /** What profiles vary. */
    public enum Setting {
        /** Nothing. */
        NOTHING("", Set.of()),
        /** Processors that the JVM counts, and threads of the common pool. */
        THREADS(
                "-XX:ActiveProcessorCount=|-D(gradlock\\.threads|java\\.util\\.concurrent\\.ForkJoinPool)",
                CommandStarter.threads("").keySet()),
        /** Busy processors. */
        LOAD("", Set.of()),
        /** Garbage collector and the size of its young generation. */
        COLLECTOR("-XX:[+-]Use\\w*GC|-Xmn|-XX:(Max)?NewSize=", Set.of()),
        /** When code is compiled. */
        COMPILER("-Xint|-Xcomp|-XX:CompileThreshold|-XX:[+-]BackgroundCompilation|-Xbatch", Set.of()),
        /** Identity hashes, and what is shared between processes. */
        HASH("-XX:hashCode=|-Xshare", Set.of("PYTHONHASHSEED")),
        /** Where objects lie, and how far apart. */
        LAYOUT("-XX:[+-]UseCompressedOops|-XX:ObjectAlignmentInBytes=|-XX:HeapBaseMinAddress=|-XX:\\+UseZGC", Set.of()),
        /** What memory of native code holds before it is written. */
        NATIVE_MEMORY("", Set.of("MALLOC_PERTURB_"));

        private final Pattern pinnedBy;
        private final Set<String> variables;

        Setting(String pinnedBy, Set<String> variables) {
            this.variables = variables;
            // An empty pattern is found everywhere, and this one nowhere.
            this.pinnedBy = Pattern.compile(pinnedBy.isEmpty() ? "(?!)" : "^(" + pinnedBy + ")");
        }

        private boolean isPinned(EnvironmentSpec spec, Variant variant) {
            return spec.jvm().stream()
                            .anyMatch(option -> pinnedBy.matcher(option).find())
                    || (this == THREADS && variant.factors().containsKey("threads"))
                    || (this == COMPILER && "int".equals(variant.factors().get("jit")))
                    || pinsVariable(spec, variant);
        }

        private boolean pinsVariable(EnvironmentSpec spec, Variant variant) {
            return Stream.concat(spec.variables().keySet().stream(), variant.factors().keySet().stream())
                    .anyMatch(variables::contains);
        }
    }

    /** Copies the collections. */
    public StressProfile {
        options = List.copyOf(options);
        variables = Map.copyOf(variables);
    }

    /** Returns the profiles that an environment does not rule out by what it pins, the plain one first. */
    public static List<StressProfile> of(EnvironmentSpec spec, Variant variant, SuiteProgram program) {
        return (program instanceof CommandProgram ? OF_PROGRAMS : ALL)
                .stream()
                        .filter(profile -> !profile.setting().isPinned(spec, variant))
                        .toList();
    }

    /** Returns whether other threads are to keep the processors busy meanwhile. */
    public boolean isLoaded() {
        return setting == Setting.LOAD;
    }

    private static StressProfile of(String name, Setting setting, String... options) {
        return new StressProfile(name, setting, List.of(options), Map.of());
    }

    private static String[] threads(int count) {
        return new String[] {
            "-Dgradlock.threads=" + count,
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + count,
            "-XX:ActiveProcessorCount=" + count
        };
    }
}
