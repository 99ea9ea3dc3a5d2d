package io.github.gradlock.harness.cause;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation where the bits go apart, with what went in and what came out on both sides.
 *
 * @param step its number in the first side's trace, from 1; 0 for a recorded tensor of which nothing else is known
 * @param rightStep its number in the second side's
 * @param op its name
 * @param phase {@code forward} or {@code backward}
 * @param attributes as text
 * @param leftInputs of the first side
 * @param rightInputs of the second; the same bits, unless it is no origin
 * @param leftOutputs of the first side
 * @param rightOutputs of the second
 * @param replay what executing it again gave
 * @param threads how many threads beside its own were seen at work since the operation before it, on the side with more of them;
 *     −1 where nobody watched
 */
public record Operation(
        int step,
        int rightStep,
        String op,
        String phase,
        Map<String, String> attributes,
        List<Values> leftInputs,
        List<Values> rightInputs,
        List<Values> leftOutputs,
        List<Values> rightOutputs,
        @Nullable Replayed replay,
        long threads) {
    /** Copies the lists. */
    public Operation {
        leftInputs = List.copyOf(leftInputs);
        rightInputs = List.copyOf(rightInputs);
        leftOutputs = List.copyOf(leftOutputs);
        rightOutputs = List.copyOf(rightOutputs);
    }

    /**
     * What executing an operation again on one side's inputs gave.
     *
     * @param rightOnLeftInputs whether the second side, on the first one's inputs, gave the first one's outputs
     * @param leftOnRightInputs the same the other way round
     * @param repeats whether each side, on inputs that it had itself, gave its own outputs again; null where inputs differ
     */
    public record Replayed(
            boolean rightOnLeftInputs,
            boolean leftOnRightInputs,
            @Nullable Boolean repeats) {}

    /** Returns {@code step 14, exp (forward)}; for a recorded tensor, which is no step, its name. */
    String place() {
        return step == 0
                ? op
                : isInput()
                        ? "step " + step + ", an input of the case"
                        : "step " + step + ", " + op + " (" + phase + ")";
    }

    boolean isInput() {
        return op.equals("input") && leftInputs.isEmpty();
    }

    /** Returns the operation as if both sides had had other inputs. */
    Operation withInputs(List<Values> inputs) {
        return new Operation(
                step, rightStep, op, phase, attributes, inputs, inputs, leftOutputs, rightOutputs, null, threads);
    }
}
