package io.github.gradlock.harness.localise;

import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations of one execution, with where each tensor comes from. */
final class Trace {
    private final List<TraceStep> steps;
    private final Map<Long, Integer> producers = new HashMap<>();
    private final Map<Long, TraceStep.Output> tensors = new HashMap<>();

    Trace(List<TraceStep> steps) {
        this.steps = steps;
        for (int position = 0; position < steps.size(); position++) {
            for (TraceStep.Output output : steps.get(position).outputs()) {
                producers.put(output.id(), position);
                tensors.put(output.id(), output);
            }
        }
    }

    List<TraceStep> steps() {
        return steps;
    }

    TraceStep step(int position) {
        return steps.get(position);
    }

    /** Returns the hashes of a step's inputs, in their order; null stands for one that no step produced. */
    List<@Nullable String> inputHashes(int position) {
        List<@Nullable String> hashes = new ArrayList<>();
        for (long id : step(position).inputs()) {
            TraceStep.Output tensor = tensors.get(id);
            hashes.add(tensor == null ? null : tensor.sha256());
        }
        return hashes;
    }

    /** Returns which steps produced the inputs of a step, in the order of the inputs; −1 stands for none. */
    List<Integer> producers(int position) {
        return step(position).inputs().stream()
                .map(id -> producers.getOrDefault(id, -1))
                .toList();
    }

    List<String> outputHashes(int position) {
        return step(position).outputs().stream().map(TraceStep.Output::sha256).toList();
    }

    /** Returns what two steps must share to be the same operation in the same place: {@code sum (forward)}. */
    String name(int position) {
        return step(position).op() + " (" + step(position).phase() + ")";
    }

    /** Returns all that can be told of an operation without its elements: {@code sum {axis=1} (forward) → F32 [4]}. */
    String signature(int position) {
        TraceStep step = step(position);
        String attributes = step.attributes().isEmpty() ? "" : " " + new TreeMap<>(step.attributes());
        List<String> outputs = step.outputs().stream()
                .map(output -> output.type() + " " + output.shape())
                .toList();
        return step.op() + attributes + " (" + step.phase() + ") → " + String.join(", ", outputs);
    }
}
