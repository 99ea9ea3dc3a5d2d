package io.github.gradlock.engine.tensor;

import org.jspecify.annotations.Nullable;

/** What the autograd layer attaches to a tensor; opaque below that layer. */
public interface AutogradMeta {
    /** Returns whether operations on the tensor are recorded. */
    boolean requiresGrad();

    /** Returns how the node that made the tensor is shown to people, {@code <MulBackward>}, or null for a leaf. */
    @Nullable
    String gradFnText();
}
