package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
        backward(List.of(output), gradient == null ? null : List.of(gradient), options);
    }

    /**
     * Adds the gradients of several outputs, summed over them, to the leaves that they depend on, in one pass.
     *
     * @param gradients a cotangent for each output, of its shape and dtype, or null if all are scalars
     * @throws IllegalStateException if an output does not require grad, or its graph was freed
     */
    public static void backward(List<Tensor> outputs, @Nullable List<Tensor> gradients, GradOptions options) {
        new BackwardPass(options.keepsGraph(), options.createGraph(), null)
                .run(Roots.edges(outputs), Roots.cotangents(outputs, gradients));
    }

    /**
     * Adds the gradients of outputs to the given tensors, and to no other leaf: {@code inputs} of PyTorch's {@code backward}. What
     * leads to none of them is not run. A tensor that is no leaf retains its gradient from then on; one that the outputs do not depend
     * on keeps the gradient it has.
     *
     * @param gradients a cotangent for each output, of its shape and dtype, or null if all are scalars
     * @throws IllegalArgumentException if there are no inputs
     * @throws IllegalStateException if an output or input does not require grad, or the graph was freed
     */
    public static void backward(
            List<Tensor> outputs, @Nullable List<Tensor> gradients, GradOptions options, List<Tensor> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs argument to backward() cannot be empty: name the tensors whose"
                    + " gradients are wanted, or leave it out for all leaves");
        }
        List<Edge> roots = Roots.edges(outputs);
        List<Tensor> cotangents = Roots.cotangents(outputs, gradients);
        List<Edge> targets = targets(inputs);
        inputs.forEach(input -> GradState.of(input).retainGrad());
        Captures captures = new Captures(roots, targets, true);
        new BackwardPass(options.keepsGraph(), options.createGraph(), captures).run(roots, cotangents);
    }

    private static List<Edge> targets(List<Tensor> inputs) {
        List<Edge> targets = new ArrayList<>();
        for (Tensor input : inputs) {
            Edge edge = GradState.edge(input);
            if (edge == null) {
                throw new IllegalStateException("One of the differentiated Tensors does not require grad: input "
                        + targets.size() + " of shape " + input.shape()
                        + "; call requiresGrad_() on a leaf before it is used");
            }
            targets.add(edge);
        }
        return targets;
    }

    /** Returns the gradients of a scalar with respect to inputs; the leaves' own gradients stay as they are. */
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs) {
        return grad(List.of(output), inputs, null, GradOptions.DEFAULT);
    }

    /**
     * Returns the gradients of outputs with respect to inputs, summed over the outputs; the leaves' own gradients stay as they are.
     *
     * @param gradOutputs a cotangent for each output, or null if all are scalars
     * @return one gradient an input; with {@link GradOptions#allowUnused} an element may be null, with {@link
     *     GradOptions#materializeGrads} it is zeros then
     * @throws IllegalStateException if an output or input does not require grad, or an input is not used
     */
    public static List<Tensor> grad(
            List<Tensor> outputs, List<Tensor> inputs, @Nullable List<Tensor> gradOutputs, GradOptions options) {
        List<Edge> roots = Roots.edges(outputs);
        Captures captures = new Captures(roots, targets(inputs), false);
        new BackwardPass(options.keepsGraph(), options.createGraph(), captures)
                .run(roots, Roots.cotangents(outputs, gradOutputs));
        return results(inputs, captures, options);
    }

    private static List<Tensor> results(List<Tensor> inputs, Captures captures, GradOptions options) {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = captures.gradient(i);
            if (gradient == null && options.materializeGrads()) {
                gradient = GradientSpec.of(inputs.get(i)).zeros();
            } else if (gradient == null && !options.allowUnused()) {
                throw new IllegalStateException("One of the differentiated Tensors appears to not have been used in the"
                        + " graph: input " + i + " of shape " + inputs.get(i).shape()
                        + ". Set allowUnused=true, which is GradOptions.DEFAULT.allowingUnused(), if this is the"
                        + " desired behavior.");
            }
            results.add(gradient);
        }
        return results;
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

    /** Switches recording on or off in this thread, at once, until the scope is closed. */
    public static GradScope setGradEnabled(boolean enabled) {
        return GradMode.set(enabled);
    }

    /**
     * Switches inference mode on in this thread until the scope is closed: nothing is recorded, and what operations give can never take
     * part in recorded ones that would have to save it, nor be changed in place outside.
     */
    public static GradScope inferenceMode() {
        return GradMode.setInference(true);
    }

    /** Computes something in inference mode. */
    public static <T> T inferenceMode(Supplier<T> action) {
        return GradMode.with(GradMode.setInference(true), action);
    }

    /** Returns whether this thread is in inference mode. */
    public static boolean isInferenceModeEnabled() {
        return ThreadState.current().inference;
    }

    /** Returns whether a tensor was made in inference mode. */
    public static boolean isInference(Tensor tensor) {
        return Inference.isMarked(tensor);
    }

    /** Computes something without recording it. */
    public static <T> T noGrad(Supplier<T> action) {
        return GradMode.with(GradMode.set(false), action);
    }

    /** Computes something with recording switched on. */
    public static <T> T enableGrad(Supplier<T> action) {
        return GradMode.with(GradMode.set(true), action);
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
            throw new IllegalStateException("only Tensors of floating point dtype can require gradients, got "
                    + tensor.dtype() + "; convert it first");
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

    /**
     * Makes a tensor a constant: it leaves the graph that made it, and does not require grad. Hooks and a retained gradient go with
     * the graph. Views made before stay in the graph, until the tensor is changed in place; such a view cannot itself be.
     *
     * @throws IllegalStateException if it is a view: its history is that of its base; use {@code detach()}
     */
    public static Tensor detach_(Tensor tensor) {
        GradState state = GradState.of(tensor);
        if (state.view() != null) {
            throw new IllegalStateException("Can't detach views in-place. Use detach() instead: view of shape "
                    + state.view().base().shape());
        }
        state.setLeafRequiresGrad(false);
        state.forgetHistory();
        return tensor;
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

    /** Returns whether backward passes leave the gradient of this result in it, because {@link #retainGrad} said so. */
    public static boolean retainsGrad(Tensor tensor) {
        GradState state = GradState.find(tensor);
        return state != null && state.retainsGrad();
    }

    /** Replaces the gradient; null forgets it. */
    public static void setGrad(Tensor tensor, @Nullable Tensor gradient) {
        if (gradient != null && (!gradient.shape().equals(tensor.shape()) || gradient.dtype() != tensor.dtype())) {
            throw new IllegalArgumentException("assigned grad has " + gradient.dtype() + " " + gradient.shape()
                    + ", the tensor " + tensor.dtype() + " " + tensor.shape());
        }
        GradState.of(tensor).setGrad(gradient);
    }

    /** Forgets the gradients of tensors, as {@code optimizer.zeroGrad()} does: null until the next backward pass. */
    public static void zeroGrad(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            GradState state = GradState.find(tensor);
            if (state != null) {
                state.setGrad(null);
            }
        }
    }

    /**
     * Lets backward passes leave the gradient of a result in it too; nothing changes for a leaf. After a change in place it is the
     * gradient of the tensor as it is then.
     *
     * @throws IllegalStateException if the tensor does not require grad
     */
    public static void retainGrad(Tensor tensor) {
        if (!tensor.requiresGrad()) {
            throw new IllegalStateException("can't retainGrad on Tensor that has requiresGrad=false: shape "
                    + tensor.shape() + "; only what depends on a leaf that requires grad has a gradient");
        }
        GradState.of(tensor).retainGrad();
    }

    /**
     * Lets a function see, and replace, the gradient of a tensor when a backward pass has it complete. Hooks of one tensor run in the
     * order in which they were registered; those of a result stay with the elements it had then, when it is changed in place.
     *
     * @throws IllegalStateException if the tensor does not require grad
     */
    public static HookHandle registerHook(Tensor tensor, TensorHook hook) {
        if (hook == null) {
            throw new IllegalArgumentException("registerHook was given null instead of a hook");
        }
        Edge edge = GradState.edge(tensor);
        if (edge == null) {
            throw new IllegalStateException("cannot register a hook on a tensor that doesn't require gradient: shape "
                    + tensor.shape() + "; call requiresGrad_() on a leaf first");
        }
        return edge.node().hooks().addTensorHook(edge.slot(), hook);
    }

    /**
     * Lets a function see the gradients of several tensors at once, when a backward pass has the last of them complete: {@code
     * register_multi_grad_hook} of PyTorch, in its mode {@code all}. The list has null for a tensor that the pass does not come to. The
     * gradients cannot be replaced.
     *
     * @throws IllegalStateException if a tensor does not require grad
     */
    public static HookHandle registerMultiGradHook(List<Tensor> tensors, Consumer<List<@Nullable Tensor>> hook) {
        return MultiGradHook.register(tensors, hook);
    }

    /**
     * Lets a function run after a backward pass has added to the gradient of a leaf: to step an optimizer at once, for instance, and
     * free the gradient.
     *
     * @throws IllegalStateException if the tensor is no leaf, or does not require grad
     */
    public static HookHandle registerPostAccumulateGradHook(Tensor leaf, Consumer<Tensor> hook) {
        GradState state = GradState.of(leaf);
        if (!state.isLeaf() || !state.requiresGrad()) {
            throw new IllegalStateException("post accumulate grad hooks "
                    + (state.isLeaf()
                            ? "cannot be registered on a tensor that doesn't require gradient"
                            : "cannot be registered on non-leaf tensors; use registerHook")
                    + ": shape " + leaf.shape());
        }
        return state.accumulator(leaf).addPostAccumulate(hook);
    }
}
