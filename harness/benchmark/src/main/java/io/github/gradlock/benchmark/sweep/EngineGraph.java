package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.suite.Recording;
import java.util.List;
import java.util.function.Function;

/**
 * A loss of some leaves, computed by the engine.
 *
 * @param name as it stands in case ids
 * @param leaves float32 or float64; their gradients are recorded as {@code grad.0} and so on
 * @param loss a scalar
 */
record EngineGraph(String name, List<Tensor> leaves, Function<List<Tensor>, Tensor> loss) {
    /** Computes loss and gradients from fresh copies of the leaves, traced, and records them. */
    void run(GradientRecorder recorder) {
        List<Tensor> copies = leavesToTrain();
        Tensor value;
        OpListener.Scope trace = Recording.trace(recorder);
        try (trace) {
            value = loss.apply(copies);
            value.backward();
        }
        Recording.record(recorder, "loss", value);
        Recording.recordAll(recorder, "grad", copies.stream().map(Tensor::grad).toList());
    }

    /** Returns fresh copies of the leaves that require gradients. */
    List<Tensor> leavesToTrain() {
        return leaves.stream()
                .map(tensor -> tensor.copy().detach().requiresGrad_())
                .toList();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
