package io.github.gradlock.harness.localise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where two traces of a case go apart.
 *
 * @param steps number of steps of the first trace
 * @param origins the operations that made a difference out of equal inputs, in order; those after a structural difference are
 *     not looked for
 * @param structure how the operations themselves differ, null if they are the same
 */
public record Localisation(
        int steps, List<Origin> origins, @Nullable String structure) {
    /** Copies the origins. */
    public Localisation {
        origins = List.copyOf(origins);
    }

    /** Returns the finding in a line: {@code step 14 of 22, exp (forward): its inputs are the same bits, its outputs are not}. */
    public String text() {
        if (origins.isEmpty()) {
            return "the operations differ: " + structure;
        }
        Origin first = origins.get(0);
        String inputs = first.inputsTraced() ? "its inputs are" : "its inputs, as far as they were traced, are";
        String more = origins.size() == 1 ? "" : " (the first of %d such operations)".formatted(origins.size());
        String other = structure == null ? "" : "; later the operations differ: " + structure;
        return "step %d of %d, %s (%s): %s the same bits, its outputs are not%s%s"
                .formatted(first.step() + 1, steps, first.op(), first.phase(), inputs, more, other);
    }

    /**
     * An operation that made a difference.
     *
     * @param step its position in the trace, from 0
     * @param op its name
     * @param phase {@code forward} or {@code backward}
     * @param inputsTraced whether all of its inputs are in the trace, and so are known to be the same bits
     */
    public record Origin(int step, String op, String phase, boolean inputsTraced) {}
}
