package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.ScopedMemory;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an optimiser remembers of one parameter, under PyTorch's names: {@code exp_avg}, {@code momentum_buffer} and so on. */
final class OptimizerState {
    /** Name of the number of steps. */
    static final String STEP = "step";

    private final Map<String, Tensor> tensors = new TreeMap<>();

    /** Counts a step, and returns which one it is, from 1. */
    int nextStep() {
        int step = 1 + step();
        tensors.put(STEP, Tensors.scalar((float) step));
        return step;
    }

    private int step() {
        Tensor step = tensors.get(STEP);
        return step == null ? 0 : (int) step.item();
    }

    @Nullable
    Tensor get(String name) {
        return tensors.get(name);
    }

    /** Returns a tensor, or one like the parameter filled with a value if there is none yet. */
    Tensor get(String name, Tensor parameter, double otherwise) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? Tensors.fullLike(parameter, otherwise) : tensor;
    }

    void put(String name, Tensor tensor) {
        ScopedMemory.keepForGood(tensor);
        tensors.put(name, tensor);
    }

    void replace(OptimizerState other) {
        tensors.clear();
        tensors.putAll(other.tensors);
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Takes over what was saved under a key: a number of steps, or a tensor like the parameter, in its dtype. */
    void load(SavedState saved, String key, String name, Tensor parameter) {
        put(
                name,
                name.equals(STEP)
                        ? Tensors.scalar((float) saved.steps(key))
                        : saved.floating(key, parameter.shape())
                                .detach()
                                .copy()
                                .to(parameter.dtype())
                                .to(parameter.device()));
    }
}
