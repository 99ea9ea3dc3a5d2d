package io.github.gradlock.harness.report;

/**
 * Where an environment stands in one case: on a side, with all that have the same bits, or outside of the comparison. A letter
 * or sign says so, so that no report has to rely on colour.
 *
 * @param symbol one character: {@code A} for the largest side, then in order of size
 * @param word for a legend
 */
public record Standing(char symbol, String word) {
    /** An execution of the environment differs from another of its own. */
    public static final Standing VARIES = new Standing('~', "varies within itself");

    /** A tensor is missing, or of another type or shape. */
    public static final Standing UNLIKE = new Standing('≠', "a tensor is missing, or of another type or shape");

    /** The case failed. */
    public static final Standing FAILED = new Standing('×', "failed");

    /** The case was skipped. */
    public static final Standing SKIPPED = new Standing('s', "skipped");

    /** The case is not there. */
    public static final Standing MISSING = new Standing('–', "missing");

    private static final int LETTERS = 26;

    /** Returns the standing on a side, counted from 0; those beyond the alphabet share a sign. */
    static Standing onSide(int side) {
        char letter = side < LETTERS ? (char) ('A' + side) : '+';
        return new Standing(letter, side < LETTERS ? "side " + letter : "one of the sides beyond Z");
    }

    /** Returns whether it is a side, and not a reason for having none. */
    public boolean isSide() {
        return symbol == '+' || (symbol >= 'A' && symbol <= 'Z');
    }
}
