package io.github.gradlock.harness.cause;

import java.util.List;
import java.util.Locale;

/**
 * A cause with what speaks for and against it.
 *
 * @param cause that is suspected
 * @param evidence the strongest first
 */
public record Suspect(Cause cause, List<Evidence> evidence) {
    /** Copies the evidence. */
    public Suspect {
        evidence = evidence.stream()
                .sorted((a, b) -> b.weight().points() - a.weight().points())
                .toList();
    }

    /** How sure it is. */
    public enum Standing {
        /** An experiment showed it. */
        CONFIRMED,
        /** More than one kind of evidence, or strong evidence, points to it. */
        LIKELY,
        /** Something fits it. */
        POSSIBLE,
        /** As much speaks against it as for it, or more. */
        UNLIKELY,
        /** Something that was measured cannot be if it is the cause. */
        REFUTED;

        /** Returns the word for people and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns how sure it is. */
    public Standing standing() {
        int points = points();
        if (has(Evidence.Weight.REFUTES)) {
            return Standing.REFUTED;
        }
        if (points <= 0) {
            return Standing.UNLIKELY;
        }
        if (has(Evidence.Weight.CONFIRMS) && points >= Evidence.Weight.CONFIRMS.points() - 2) {
            return Standing.CONFIRMED;
        }
        return points >= Evidence.Weight.POINTS_TO.points() ? Standing.LIKELY : Standing.POSSIBLE;
    }

    /** Returns whether more than a possibility speaks for a cause, so that it is named. */
    public boolean isLikely() {
        return cause != Cause.UNKNOWN && (standing() == Standing.CONFIRMED || standing() == Standing.LIKELY);
    }

    private boolean has(Evidence.Weight weight) {
        return evidence.stream().anyMatch(one -> one.weight() == weight);
    }

    /** Returns the sum of the weights, by which suspects are ranked; what is refuted comes last, whatever else speaks for it. */
    public int points() {
        int sum = evidence.stream().mapToInt(one -> one.weight().points()).sum();
        return has(Evidence.Weight.REFUTES) ? Math.min(sum, Evidence.Weight.REFUTES.points()) : sum;
    }
}
