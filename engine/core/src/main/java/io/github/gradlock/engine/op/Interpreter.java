package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Runs ops; the autograd layer supplies one that records them. Found with {@link java.util.ServiceLoader}. */
public interface Interpreter {
    /** Returns whether an op of these inputs would be recorded, or their tangents propagated. */
    boolean records(Tensor... inputs);

    /** Returns whether results are marked, as inference mode does. */
    boolean marksResults();

    /** Applies an op to its inputs and returns its outputs. */
    Tensor[] apply(Op op, Tensor... inputs);

    /**
     * Overwrites a tensor in place; see {@link Dispatch#assign} and {@link Dispatch#replace}.
     *
     * @param replaces whether the value was not computed from the target
     */
    void assign(String name, Tensor target, Tensor value, boolean replaces);

    /** Refuses to change a tensor in place that must not be. */
    void requireChangeable(String name, Tensor target);
}
