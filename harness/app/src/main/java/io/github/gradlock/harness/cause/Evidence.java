package io.github.gradlock.harness.cause;

/**
 * Something measured that speaks for a cause, or against it.
 *
 * @param weight how much it says
 * @param text for people, a sentence without its end
 */
public record Evidence(Weight weight, String text) {
    /** How much a piece of evidence says. */
    public enum Weight {
        /** An experiment that only this cause passes. */
        CONFIRMS(8),
        /** What this cause makes, and few others do. */
        POINTS_TO(4),
        /** What this cause makes, and others do too. */
        FITS(1),
        /** What this cause rarely makes. */
        SPEAKS_AGAINST(-2),
        /** What this cause makes only where the measurement is blind. */
        HARDLY(-6),
        /** What this cause cannot make. */
        REFUTES(-16);

        private final int points;

        Weight(int points) {
            this.points = points;
        }

        int points() {
            return points;
        }
    }
}
