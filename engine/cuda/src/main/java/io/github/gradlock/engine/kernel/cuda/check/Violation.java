package io.github.gradlock.engine.kernel.cuda.check;

/**
 * A place at which PTX breaks the contract of numerics.
 *
 * @param function that it is in
 * @param line of the text, from 1
 * @param instruction as it stands there
 * @param rule that is broken
 * @param reason what would happen
 */
public record Violation(String function, int line, String instruction, Rule rule, String reason) {
    /** What is not allowed. */
    public enum Rule {
        /** An instruction whose result is not the correctly rounded one. */
        APPROXIMATION,
        /** Subnormal numbers become zeros. */
        FLUSH_TO_ZERO,
        /** A product and a sum are rounded once where the source rounds twice, or may be. */
        CONTRACTION,
        /** Additions in the order in which threads happen to come. */
        ATOMIC,
        /** Rounding that is not to the nearest, ties to even. */
        ROUNDING,
        /** Numbers of fewer bits than binary32, and tensor cores. */
        PRECISION,
        /** Something that depends on the machine or the moment. */
        MACHINE,
        /** A register is read that no instruction has written on some way. */
        UNINITIALISED;

        /** Returns it as messages write it. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** Returns {@code function:line: rule: reason: instruction}. */
    @Override
    public String toString() {
        return function + ":" + line + ": " + rule + ": " + reason + ": " + instruction;
    }
}
