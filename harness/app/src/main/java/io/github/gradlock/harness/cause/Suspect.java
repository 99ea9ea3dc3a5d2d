package io.github.gradlock.harness.cause;

import java.util.List;

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
        /** It cannot be, or nothing speaks for it. */
        REFUTED;

        /** Returns the word for people and documents. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns how sure it is. */
    public Standing standing() {
        int points = points();
        boolean confirmed = evidence.stream().anyMatch(one -> one.weight() == Evidence.Weight.CONFIRMS);
        if (points <= 0) {
            return Standing.REFUTED;
        }
        if (confirmed && points >= Evidence.Weight.CONFIRMS.points() - 2) {
            return Standing.CONFIRMED;
        }
        return points >= Evidence.Weight.POINTS_TO.points() ? Standing.LIKELY : Standing.POSSIBLE;
    }

    /** Returns the sum of the weights, by which suspects are ranked. */
    public int points() {
        return evidence.stream().mapToInt(one -> one.weight().points()).sum();
    }
}
