package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a backward pass starts, and with what. */
final class Roots {
    private Roots() {}

    /** Returns where the gradients of the outputs go. */
    static List<Edge> edges(List<Tensor> outputs) {
        List<Edge> roots = new ArrayList<>();
        for (Tensor output : outputs) {
            Edge edge = GradState.edge(output);
            if (edge == null) {
                throw new IllegalStateException("element " + roots.size()
                        + " of tensors does not require grad and does not have a gradFn: shape " + output.shape()
                        + "; make it from leaves that require grad, with recording switched on"
                        + (ThreadState.current().records()
                                ? ""
                                : " (it is off now: leave noGrad or inference mode first)"));
            }
            roots.add(edge);
        }
        return roots;
    }

    /** Returns all nodes that edges lead to, directly or through others. */
    static Set<Node> reached(List<Edge> roots) {
        Set<Node> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        roots.forEach(root -> open.push(root.node()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (reached.add(node)) {
                for (Edge edge : node.nextFunctions()) {
                    if (edge != null) {
                        open.push(edge.node());
                    }
                }
            }
        }
        return reached;
    }

    /** Returns the gradients given, checked, or ones for scalars. */
    static List<Tensor> cotangents(List<Tensor> outputs, @Nullable List<Tensor> given) {
        if (given != null && given.size() != outputs.size()) {
            throw new IllegalArgumentException("got " + outputs.size() + " tensors and " + given.size() + " gradients");
        }
        List<Tensor> cotangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            Tensor gradient = given == null ? null : given.get(i);
            if (gradient == null && output.numel() != 1) {
                throw new IllegalStateException("grad can be implicitly created only for scalar outputs, got shape "
                        + output.shape() + "; reduce it, with sum() for instance, or give a gradient of that shape");
            }
            if (gradient == null) {
                gradient = Tensors.onesLike(output);
            } else if (!gradient.shape().equals(output.shape())) {
                throw new IllegalArgumentException("Mismatch in shape: gradOutputs[" + i + "] has a shape of "
                        + gradient.shape() + " and outputs[" + i + "] has a shape of " + output.shape());
            } else if (gradient.dtype() != output.dtype()) {
                throw new IllegalArgumentException("Mismatch in dtype: gradOutputs[" + i + "] is " + gradient.dtype()
                        + " and outputs[" + i + "] is " + output.dtype());
            } else if (gradient.device() != output.device()) {
                throw new IllegalArgumentException("Mismatch in device: gradOutputs[" + i + "] is on "
                        + gradient.device().name() + " and outputs[" + i + "] is on "
                        + output.device().name());
            }
            cotangents.add(gradient);
        }
        return cotangents;
    }
}
