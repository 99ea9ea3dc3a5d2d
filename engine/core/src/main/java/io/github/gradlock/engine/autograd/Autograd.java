package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gradients: what to record, and how to get derivatives from the record. The semantics and messages are PyTorch's. */
public final class Autograd {
    private Autograd() {}

    /**
     * Adds the gradients of a scalar to the leaves it depends on, and frees the graph.
     *
     * @throws IllegalStateException if the tensor is not a scalar, does not require grad, or its graph was freed
     */
    public static void backward(Tensor output) {
        backward(output, null, GradOptions.DEFAULT);
    }

    /** Adds the gradients, for a cotangent of the output (null: 1, for a scalar), to the leaves it depends on. */
    public static void backward(Tensor output, @Nullable Tensor gradient, GradOptions options) {
        List<Tensor> outputs = List.of(output);
        new BackwardPass(options.keepsGraph(), options.createGraph(), null)
                .run(roots(outputs), cotangents(outputs, gradient == null ? null : List.of(gradient)));
    }

    /** Returns the gradients of a scalar with respect to inputs; the leaves' own gradients stay as they are. */
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs) {
        return grad(List.of(output), inputs, null, GradOptions.DEFAULT);
    }

    /**
     * Returns the gradients of outputs with respect to inputs, summed over the outputs; the leaves' own gradients stay as they are.
     *
     * @param gradOutputs a cotangent for each output, or null if all are scalars
     * @return one gradient an input; with {@link GradOptions#allowUnused} an element may be null
     * @throws IllegalStateException if an output or input does not require grad, or an input is not used
     */
    public static List<Tensor> grad(
            List<Tensor> outputs, List<Tensor> inputs, @Nullable List<Tensor> gradOutputs, GradOptions options) {
        List<Edge> roots = roots(outputs);
        List<Edge> targets = new ArrayList<>();
        for (Tensor input : inputs) {
            refuseStale(input);
            Edge edge = GradState.edge(input);
            if (edge == null) {
                throw new IllegalStateException("One of the differentiated Tensors does not require grad: input "
                        + targets.size() + " of shape " + input.shape());
            }
            targets.add(edge);
        }
        Captures captures = new Captures(roots, targets);
        new BackwardPass(options.keepsGraph(), options.createGraph(), captures)
                .run(roots, cotangents(outputs, gradOutputs));
        return results(inputs, captures, options);
    }

    private static List<Tensor> results(List<Tensor> inputs, Captures captures, GradOptions options) {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = captures.gradient(i);
            if (gradient == null && !options.allowUnused()) {
                throw new IllegalStateException("One of the differentiated Tensors appears to not have been used in the"
                        + " graph: input " + i + " of shape " + inputs.get(i).shape()
                        + ". Set allowUnused=true if this is the desired behavior.");
            }
            results.add(gradient);
        }
        return results;
    }

    private static List<Edge> roots(List<Tensor> outputs) {
        List<Edge> roots = new ArrayList<>();
        for (Tensor output : outputs) {
            refuseStale(output);
            Edge edge = GradState.edge(output);
            if (edge == null) {
                throw new IllegalStateException("element " + roots.size()
                        + " of tensors does not require grad and does not have a gradFn: shape " + output.shape());
            }
            roots.add(edge);
        }
        return roots;
    }

    /** The node of such a view knows nothing of the change, and would give a wrong gradient. */
    private static void refuseStale(Tensor tensor) {
        GradState state = GradState.find(tensor);
        if (state != null && state.isStaleView()) {
            throw new UnsupportedOperationException(
                    "a tensor of shape " + tensor.shape()
                            + " is a view of a tensor that was changed in place while recording; make the view after the change");
        }
    }

    private static List<Tensor> cotangents(List<Tensor> outputs, @Nullable List<Tensor> given) {
        if (given != null && given.size() != outputs.size()) {
            throw new IllegalArgumentException("got " + outputs.size() + " tensors and " + given.size() + " gradients");
        }
        List<Tensor> cotangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            Tensor gradient = given == null ? null : given.get(i);
            if (gradient == null && output.numel() != 1) {
                throw new IllegalStateException(
                        "grad can be implicitly created only for scalar outputs, got shape " + output.shape());
            }
            if (gradient == null) {
                gradient = Tensors.ones(output.shape(), output.dtype());
            } else if (!gradient.shape().equals(output.shape())) {
                throw new IllegalArgumentException("Mismatch in shape: gradOutputs[" + i + "] has a shape of "
                        + gradient.shape() + " and outputs[" + i + "] has a shape of " + output.shape());
            } else if (gradient.dtype() != output.dtype()) {
                throw new IllegalArgumentException("Mismatch in dtype: gradOutputs[" + i + "] is " + gradient.dtype()
                        + " and outputs[" + i + "] is " + output.dtype());
            }
            cotangents.add(gradient);
        }
        return cotangents;
    }

    /**
     * Switches recording off in this thread until the scope is closed.
     *
     * <pre>{@code
     * GradScope scope = Autograd.noGrad();
     * try (scope) { … }
     * }</pre>
     */
    public static GradScope noGrad() {
        return GradMode.set(false);
    }

    /** Switches recording on in this thread until the scope is closed. */
    public static GradScope enableGrad() {
        return GradMode.set(true);
    }

    /** Computes something without recording it. */
    public static <T> T noGrad(Supplier<T> action) {
        return GradMode.with(false, action);
    }

    /** Computes something with recording switched on. */
    public static <T> T enableGrad(Supplier<T> action) {
        return GradMode.with(true, action);
    }

    /** Returns whether this thread records. */
    public static boolean isGradEnabled() {
        return GradMode.isEnabled();
    }

    /**
     * Says whether operations on a leaf are recorded.
     *
     * @throws IllegalStateException if the dtype is not floating, or a result of recorded operations is to be switched off
     */
    public static Tensor setRequiresGrad(Tensor tensor, boolean required) {
        if (required && !tensor.dtype().isFloating()) {
            throw new IllegalStateException(
                    "only Tensors of floating point dtype can require gradients, got " + tensor.dtype());
        }
        GradState state = GradState.of(tensor);
        if (!state.isLeaf()) {
            if (!required) {
                throw new IllegalStateException("you can only change requiresGrad flags of leaf variables; use detach()"
                        + " to get a tensor that is not part of the graph");
            }
            return tensor;
        }
        state.setLeafRequiresGrad(required);
        return tensor;
    }

    /** Returns whether no recorded operation made the tensor. */
    public static boolean isLeaf(Tensor tensor) {
        GradState state = GradState.find(tensor);
        return state == null || state.isLeaf();
    }

    /** Returns the node that made the tensor, or null for a leaf. */
    public static @Nullable Node gradFn(Tensor tensor) {
        GradState state = GradState.find(tensor);
        return state == null ? null : state.gradFn();
    }

    /** Returns the gradient that backward passes have added up, or null if there was none. */
    public static @Nullable Tensor gradOf(Tensor tensor) {
        GradState state = GradState.find(tensor);
        return state == null ? null : state.grad();
    }

    /** Replaces the gradient; null forgets it. */
    public static void setGrad(Tensor tensor, @Nullable Tensor gradient) {
        if (gradient != null && (!gradient.shape().equals(tensor.shape()) || gradient.dtype() != tensor.dtype())) {
            throw new IllegalArgumentException("assigned grad has " + gradient.dtype() + " " + gradient.shape()
                    + ", the tensor " + tensor.dtype() + " " + tensor.shape());
        }
        GradState.of(tensor).setGrad(gradient);
    }

    /** Lets backward passes leave the gradient of a result in it too; nothing changes for a leaf. */
    public static void retainGrad(Tensor tensor) {
        GradState state = GradState.find(tensor);
        if (state == null || !state.requiresGrad()) {
            throw new IllegalStateException("can't retainGrad on Tensor that has requiresGrad=false");
        }
        Node node = state.gradFn();
        if (node == null || state.retainsGrad()) {
            return;
        }
        state.setRetainsGrad();
        node.addHook(state.slot(), true, gradient -> {
            Tensor sum = state.grad();
            state.setGrad(sum == null ? Views.copy(gradient) : Arithmetic.add(sum, gradient));
            return gradient;
        });
    }

    /**
     * Lets a function see, and replace, the gradient of a tensor when a backward pass has it complete.
     *
     * @return removes this hook when run, and does nothing when run again
     */
    public static Runnable registerHook(Tensor tensor, UnaryOperator<Tensor> hook) {
        Edge edge = GradState.edge(tensor);
        if (edge == null) {
            throw new IllegalStateException("cannot register a hook on a tensor that doesn't require gradient");
        }
        return edge.node().addHook(edge.slot(), false, hook);
    }
}
