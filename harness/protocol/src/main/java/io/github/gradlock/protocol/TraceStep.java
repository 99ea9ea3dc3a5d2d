package io.github.gradlock.protocol;

import java.util.List;
import java.util.Map;

/**
 * One executed operation: a line of {@code trace.jsonl}.
 *
 * @param caseId the case that executed it
 * @param step its number within the case, from 0
 * @param phase {@code forward} or {@code backward}
 * @param op name of the operation
 * @param attributes its attributes, written as text
 * @param inputs identifiers of the input tensors, unique within the case
 * @param outputs what it produced
 */
public record TraceStep(
        String caseId,
        int step,
        String phase,
        String op,
        Map<String, String> attributes,
        List<Long> inputs,
        List<Output> outputs) {
    /** Copies the collections; the attributes keep their order. */
    public TraceStep {
        attributes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * An output of an operation.
     *
     * @param id identifier of the tensor within the case
     * @param type element type
     * @param shape sizes of its dimensions
     * @param sha256 hash of its elements, as in {@link TensorInfo}
     */
    public record Output(long id, ElementType type, List<Long> shape, String sha256) {
        /** Copies the shape. */
        public Output {
            shape = List.copyOf(shape);
        }
    }
}
