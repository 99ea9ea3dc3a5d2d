package io.github.gradlock.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself: {@code manifest.json}.
 *
 * @param identity which environment wrote it
 * @param provenance what the environment turned out to be, by dotted key ({@code jdk.version}, {@code cpu.features}), sorted
 * @param suite name of the suite
 * @param suiteHash SHA-256 over the suite's class path
 * @param iterations executions of each case in one process
 * @param restarts number of processes
 * @param start of the first process, ISO 8601 in UTC
 * @param end of the last process
 * @param files length and SHA-256 of every other file, by name, sorted
 * @param resultsDigest the Merkle root over the case digests
 * @param complete whether every process came to its end
 * @param counts how many cases there are, and how they ended
 * @param part which cases of the suite they are; null if all that were asked for
 */
public record Manifest(
        Identity identity,
        Map<String, String> provenance,
        String suite,
        String suiteHash,
        int iterations,
        int restarts,
        String start,
        String end,
        Map<String, Content> files,
        String resultsDigest,
        boolean complete,
        Counts counts,
        @Nullable Part part) {
    /** Version of the format that this code writes and reads. */
    public static final int FORMAT_VERSION = 1;

    /** Sorts the maps. */
    public Manifest {
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Makes the manifest of a bundle that is no part of another. */
    public Manifest(
            Identity identity,
            Map<String, String> provenance,
            String suite,
            String suiteHash,
            int iterations,
            int restarts,
            String start,
            String end,
            Map<String, Content> files,
            String resultsDigest,
            boolean complete,
            Counts counts) {
        this(
                identity,
                provenance,
                suite,
                suiteHash,
                iterations,
                restarts,
                start,
                end,
                files,
                resultsDigest,
                complete,
                counts,
                null);
    }

    /**
     * Which cases of a suite a bundle has, if not all that were asked for.
     *
     * @param shard of those that tags and patterns leave
     * @param tags JUnit tag expressions that were asked for; empty for every test
     * @param selects patterns of case names that were asked for; empty for every case
     */
    public record Part(Shard shard, List<String> tags, List<String> selects) {
        /** Copies the lists. */
        public Part {
            tags = List.copyOf(tags);
            selects = List.copyOf(selects);
        }
    }

    /**
     * What a file of a bundle holds.
     *
     * @param bytes its length, which shows a file that was cut short before anything of it is read
     * @param sha256 over all of it
     */
    public record Content(long bytes, String sha256) {}

    /**
     * How many cases a bundle has, so that an equal one need not be read for it.
     *
     * @param cases all of them
     * @param passed whose first execution passed
     * @param failed whose first execution failed
     * @param skipped whose first execution was skipped
     * @param varying with at least one repetition whose status or tensors differ from the first execution's
     */
    public record Counts(int cases, int passed, int failed, int skipped, int varying) {}

    /**
     * Which environment a bundle is from.
     *
     * @param environment its name without variant
     * @param variant value by factor, sorted
     * @param specHash hash of its spec
     * @param lockHash hash of its lock
     * @param imageDigest of the container image, null on the host
     */
    public record Identity(
            String environment,
            Map<String, String> variant,
            @Nullable String specHash,
            @Nullable String lockHash,
            @Nullable String imageDigest) {
        /** Sorts the variant. */
        public Identity {
            variant = Collections.unmodifiableMap(new TreeMap<>(variant));
        }

        /** Returns the name with the variant, {@code host[jit=c2]}. */
        public String displayName() {
            if (variant.isEmpty()) {
                return environment;
            }
            StringBuilder text = new StringBuilder(environment).append('[');
            variant.forEach((factor, value) -> text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append(factor + "=" + value));
            return text.append(']').toString();
        }
    }
}
