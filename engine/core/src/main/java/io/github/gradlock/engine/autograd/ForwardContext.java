package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an op sees in its forward; it keeps what the op saves, if a derivative will be asked for. */
final class ForwardContext implements OpContext {
    private final Kernels kernels;
    private final @Nullable Edge @Nullable [] edges;
    private final boolean keeps;
    private final List<Tensor> kept = new ArrayList<>();

    ForwardContext(Kernels kernels, @Nullable Edge @Nullable [] edges, boolean dual) {
        this.kernels = kernels;
        this.edges = edges;
        this.keeps = edges != null || dual;
    }

    List<Tensor> kept() {
        return kept;
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public void save(Tensor... tensors) {
        if (keeps) {
            Collections.addAll(kept, tensors);
        }
    }

    @Override
    public Tensor saved(int index) {
        throw new IllegalStateException("saved tensors are for the backward");
    }

    @Override
    public boolean needsInputGrad(int index) {
        return edges != null && edges[index] != null;
    }
}
