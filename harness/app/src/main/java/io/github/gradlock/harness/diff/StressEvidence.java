package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which stress profiles a tensor gave another value than in its first execution, and under which it never did.
 *
 * @param shownUnder names of profiles, in the order of the processes
 * @param notUnder the same
 */
public record StressEvidence(List<String> shownUnder, List<String> notUnder) {
    /** Key of the provenance that names the profile of a process; of a later process, {@code restart<N>.run.stress}. */
    static final String KEY = "run.stress";

    /** Copies the lists. */
    public StressEvidence {
        shownUnder = List.copyOf(shownUnder);
        notUnder = List.copyOf(notUnder);
    }

    /** Returns the evidence that a bundle holds of a tensor, or null if its processes ran without stress. */
    static @Nullable StressEvidence of(Manifest manifest, CaseRecord record, String tensor) {
        Map<String, String> provenance = manifest.provenance();
        if (!provenance.containsKey(KEY)) {
            return null;
        }
        RepetitionGrid grid = RepetitionGrid.of(record, tensor);
        String first = grid.values().get(0);
        Set<String> shown = new LinkedHashSet<>();
        Set<String> all = new LinkedHashSet<>();
        grid.rows().forEach((process, row) -> {
            String profile = profile(provenance, process);
            all.add(profile);
            if (row.values().stream().anyMatch(value -> !value.equals(first))) {
                shown.add(profile);
            }
        });
        all.removeAll(shown);
        return new StressEvidence(List.copyOf(shown), List.copyOf(all));
    }

    /** What a later process says as the first one did does not stand again. */
    private static String profile(Map<String, String> provenance, int process) {
        String first = provenance.getOrDefault(KEY, "");
        return provenance.getOrDefault("restart" + process + "." + KEY, first);
    }

    /** Returns it in a sentence without its end, by the shorter list: {@code shows under one-processor, not under the 12 others}. */
    public String text() {
        if (notUnder.isEmpty()) {
            return "shows under every stress profile";
        }
        return shownUnder.size() <= notUnder.size()
                ? "shows under " + String.join(", ", shownUnder) + ", not under "
                        + (notUnder.size() == 1 ? notUnder.get(0) : "the " + notUnder.size() + " other stress profiles")
                : "shows under every stress profile but " + String.join(", ", notUnder)
                        + ", of which the first execution is that the others are held against";
    }
}
