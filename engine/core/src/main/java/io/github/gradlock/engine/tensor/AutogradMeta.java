package io.github.gradlock.engine.tensor;

/** What the autograd layer attaches to a tensor; opaque below that layer. */
public interface AutogradMeta {
    /** Returns whether operations on the tensor are recorded. */
    boolean requiresGrad();
}
