package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits, in each backward pass, for the gradients of several tensors; see {@link Autograd#registerMultiGradHook}. */
final class MultiGradHook {
    private final List<Edge> edges;
    private final Consumer<List<@Nullable Tensor>> hook;

    /** Stands for the pass that the rest belongs to; not the pass itself, which would keep a graph alive. */
    private @Nullable Object pass;

    private @Nullable Tensor[] arrived = {};
    private int awaited;

    private MultiGradHook(List<Edge> edges, Consumer<List<@Nullable Tensor>> hook) {
        this.edges = edges;
        this.hook = hook;
    }

    static HookHandle register(List<Tensor> tensors, Consumer<List<@Nullable Tensor>> hook) {
        List<Edge> edges = new ArrayList<>();
        for (Tensor tensor : tensors) {
            Edge edge = GradState.edge(tensor);
            if (edge == null) {
                throw new IllegalStateException(
                        "Expected all tensors in registerMultiGradHook to require grad, but tensor " + edges.size()
                                + " of shape " + tensor.shape() + " does not; call requiresGrad_() on a leaf first");
            }
            edges.add(edge);
        }
        MultiGradHook waiting = new MultiGradHook(edges, hook);
        List<HookHandle> handles = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            int place = i;
            handles.add(edges.get(i).node().hooks().addTensorHook(edges.get(i).slot(), gradient -> {
                waiting.take(place, gradient);
                return null;
            }));
        }
        return () -> handles.forEach(HookHandle::remove);
    }

    private void take(int place, Tensor gradient) {
        BackwardPass current = ThreadState.current().pass;
        if (current == null) {
            return;
        }
        if (pass != current.identity()) {
            pass = current.identity();
            arrived = new Tensor[edges.size()];
            awaited = (int)
                    edges.stream().filter(edge -> current.comesTo(edge.node())).count();
        }
        arrived[place] = gradient;
        awaited--;
        if (awaited == 0) {
            List<@Nullable Tensor> gradients = Collections.unmodifiableList(Arrays.asList(arrived));
            arrived = new Tensor[0];
            hook.accept(gradients);
        }
    }
}
