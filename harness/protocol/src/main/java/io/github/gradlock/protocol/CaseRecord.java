package io.github.gradlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case of a bundle: a line of {@code cases.jsonl}.
 *
 * @param id name of the case, unique in the suite
 * @param status how its first execution ended
 * @param reason why it failed or was skipped
 * @param tensors what its first execution recorded, sorted by name
 * @param repetitions its further executions, by restart and iteration
 */
public record CaseRecord(
        String id, CaseStatus status, @Nullable String reason, List<TensorInfo> tensors, List<Repetition> repetitions) {
    /** Copies the lists. */
    public CaseRecord {
        tensors = List.copyOf(tensors);
        repetitions = List.copyOf(repetitions);
    }
}
