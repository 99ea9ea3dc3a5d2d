package io.github.gradlock.harness.localise;

/**
 * A step of the first trace beside the step of the second that is the same operation.
 *
 * @param left its position in the first trace, from 0; −1 if only the second has it
 * @param right its position in the second trace, from 0; −1 if only the first has it
 * @param state what the hashes say of it
 */
public record AlignedStep(int left, int right, State state) {
    /** What the hashes of a step's inputs and outputs say. */
    public enum State {
        /** The outputs are the same bits. */
        SAME,
        /** The inputs are the same bits, as far as they were traced, and the outputs are not. */
        ORIGIN,
        /** The inputs are other bits already, and so are the outputs. */
        DOWNSTREAM,
        /** One trace has it and the other has not, or it has other attributes, shapes or inputs. */
        STRUCTURE
    }

    /** Returns whether both traces have it. */
    public boolean isCommon() {
        return left >= 0 && right >= 0;
    }
}
