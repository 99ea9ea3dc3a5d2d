package io.github.gradlock.protocol;

import java.util.List;

/**
 * One more execution of a case, after the first iteration of the first process.
 *
 * @param restart number of the process, from 0
 * @param iteration number of the iteration in that process, from 0
 * @param status how it ended
 * @param tensors what it recorded; a tensor whose hash differs from the first execution's is kept in {@code
 *     variations.safetensors} under {@code <case>/<name>@<restart>.<iteration>}
 */
public record Repetition(int restart, int iteration, CaseStatus status, List<TensorInfo> tensors) {
    /** Copies the tensors. */
    public Repetition {
        tensors = List.copyOf(tensors);
    }
}
