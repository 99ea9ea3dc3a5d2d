package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/**
 * What training goes on from: an optimiser, a schedule. Saved with {@link #stateDict()}, as safetensors for instance, and loaded into
 * one that was made in the same way, it goes on with the same bits. What the constructor was given, a factor or a number of epochs, is
 * not part of the state.
 */
public interface Stateful {
    /** Returns the state by name, in the order of the names. */
    Map<String, Tensor> stateDict();

    /**
     * Takes over what {@link #stateDict} gave, whole or not at all.
     *
     * @throws IllegalArgumentException if it does not fit, naming the keys
     */
    void loadStateDict(Map<String, Tensor> state);
}
