package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.explain.CaseExplanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a planted fault was explained.
 *
 * @param fault that was planted
 * @param detected whether a difference was found
 * @param exact whether the operations that were named are those in which it begins
 * @param rank of the first right cause among those named, from 1; 0 if it is not among them
 * @param named ids of the causes, the most probable first
 * @param origins that were named, as the fault writes its own
 * @param explanation in which they were; null if no difference was found
 */
record CauseResult(
        PlantedFault fault,
        boolean detected,
        boolean exact,
        int rank,
        List<String> named,
        List<String> origins,
        @Nullable CaseExplanation explanation) {
    CauseResult {
        named = List.copyOf(named);
        origins = List.copyOf(origins);
    }

    static CauseResult missed(PlantedFault fault) {
        return new CauseResult(fault, false, false, 0, List.of(), List.of(), null);
    }
}
