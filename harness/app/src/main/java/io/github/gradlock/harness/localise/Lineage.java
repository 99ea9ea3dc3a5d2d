package io.github.gradlock.harness.localise;

import io.github.gradlock.protocol.TraceStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the tensors of a trace come from. Identifiers are a bundle's own; what can be compared is the step and position of the
 * output, and for a tensor that no step produced the order in which such tensors are first used.
 */
final class Lineage {
    private final Map<Long, String> sources = new HashMap<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private int leaves;

    void add(int position, TraceStep step) {
        for (int output = 0; output < step.outputs().size(); output++) {
            long id = step.outputs().get(output).id();
            sources.put(id, "step " + position + ", output " + output);
            hashes.put(id, step.outputs().get(output).sha256());
        }
    }

    /** Returns where each input comes from, comparable with another trace's. */
    List<String> sources(List<Long> inputs) {
        return inputs.stream()
                .map(id -> sources.computeIfAbsent(id, leaf -> "leaf " + leaves++))
                .toList();
    }

    Agreement agreement(List<Long> inputs, Lineage other, List<Long> otherInputs) {
        Agreement agreement = Agreement.SAME;
        for (int input = 0; input < inputs.size(); input++) {
            @Nullable String left = hashes.get(inputs.get(input));
            @Nullable String right = other.hashes.get(otherInputs.get(input));
            if (left == null || right == null) {
                agreement = Agreement.SAME_WHERE_TRACED;
            } else if (!left.equals(right)) {
                return Agreement.DIFFERENT;
            }
        }
        return agreement;
    }

    /** Whether the inputs of a step are the same bits in both traces. */
    enum Agreement {
        SAME,
        /** As far as a step produced them; of the others the trace knows no bits. */
        SAME_WHERE_TRACED,
        DIFFERENT
    }
}
