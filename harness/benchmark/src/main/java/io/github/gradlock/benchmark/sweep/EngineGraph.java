package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.probe.GradientRecorder;
import io.github.gradlock.suite.Recording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A loss of some leaves, computed by the engine.
 *
 * @param name as it stands in case ids
 * @param leaves float32 or float64; an order of their own, which is that of recording
 * @param loss a scalar
 */
record EngineGraph(String name, Map<String, Tensor> leaves, Function<Map<String, Tensor>, Tensor> loss) {
    /** Computes loss and gradients from fresh copies of the leaves, traced, and records them. */
    void run(GradientRecorder recorder) {
        Map<String, Tensor> copies = leavesToTrain();
        Tensor value;
        OpListener.Scope trace = Recording.trace(recorder);
        try (trace) {
            value = loss.apply(copies);
            value.backward();
        }
        Recording.record(recorder, "loss", value);
        copies.forEach((leaf, tensor) ->
                Recording.record(recorder, "grad." + leaf, Objects.requireNonNull(tensor.grad(), leaf)));
    }

    /** Returns fresh copies of the leaves that require gradients. */
    Map<String, Tensor> leavesToTrain() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        leaves.forEach(
                (leaf, tensor) -> copies.put(leaf, tensor.copy().detach().requiresGrad_()));
        return copies;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
