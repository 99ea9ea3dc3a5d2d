package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.autograd.HookHandle;
import io.github.gradlock.engine.autograd.Node;
import io.github.gradlock.engine.autograd.TensorHook;
import io.github.gradlock.engine.op.Views;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gradients, as methods of a tensor. */
public sealed interface GradMethods permits Tensor {
    /** Adds the gradients of a scalar to the leaves it depends on. */
    default void backward() {
        Autograd.backward((Tensor) this);
    }

    /** Adds the gradients, for a cotangent of this tensor, to the leaves it depends on, and frees the graph. */
    default void backward(Tensor gradient) {
        Autograd.backward((Tensor) this, gradient, GradOptions.DEFAULT);
    }

    /** Adds the gradients of a scalar to the leaves it depends on; {@code GradOptions.DEFAULT.retainingGraph()} keeps the graph. */
    default void backward(GradOptions options) {
        Autograd.backward((Tensor) this, null, options);
    }

    /** Adds the gradients, for a cotangent of this tensor, to the leaves it depends on. */
    default void backward(@Nullable Tensor gradient, GradOptions options) {
        Autograd.backward((Tensor) this, gradient, options);
    }

    /** Adds the gradients, for a cotangent of this tensor (null: 1, for a scalar), to the given tensors alone. */
    default void backward(@Nullable Tensor gradient, GradOptions options, List<Tensor> inputs) {
        Autograd.backward(List.of((Tensor) this), gradient == null ? null : List.of(gradient), options, inputs);
    }

    /** Makes this tensor a constant, in place; a view cannot be. */
    default Tensor detach_() {
        return Autograd.detach_((Tensor) this);
    }

    /** Shows the same elements as a constant. */
    default Tensor detach() {
        return Views.detach((Tensor) this);
    }

    /** Says whether operations on a leaf are recorded. */
    default Tensor requiresGrad_(boolean required) {
        return Autograd.setRequiresGrad((Tensor) this, required);
    }

    /** Lets operations on a leaf be recorded. */
    default Tensor requiresGrad_() {
        return Autograd.setRequiresGrad((Tensor) this, true);
    }

    /** Returns the gradient that backward passes have added up, or null. */
    default @Nullable Tensor grad() {
        return Autograd.gradOf((Tensor) this);
    }

    /** Lets backward passes leave the gradient of a result in it too. */
    default void retainGrad() {
        Autograd.retainGrad((Tensor) this);
    }

    /** Returns whether backward passes leave the gradient of this result in it. */
    default boolean retainsGrad() {
        return Autograd.retainsGrad((Tensor) this);
    }

    /** Lets a function see, and replace, the gradient when a backward pass has it complete. */
    default HookHandle registerHook(TensorHook hook) {
        return Autograd.registerHook((Tensor) this, hook);
    }

    /** Lets a function run after a backward pass has added to the gradient of this leaf. */
    default HookHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
        return Autograd.registerPostAccumulateGradHook((Tensor) this, hook);
    }

    /** Forgets the gradient. */
    default void zeroGrad() {
        Autograd.zeroGrad((Tensor) this);
    }

    /** Returns the node that made the tensor, or null for a leaf. */
    default @Nullable Node gradFn() {
        return Autograd.gradFn((Tensor) this);
    }

    /** Returns whether no recorded operation made the tensor. */
    default boolean isLeaf() {
        return Autograd.isLeaf((Tensor) this);
    }
}
