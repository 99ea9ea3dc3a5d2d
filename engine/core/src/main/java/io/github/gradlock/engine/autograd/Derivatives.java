package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.AsStridedOp;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The products of {@link Functional}, for one function at one point. */
final class Derivatives {
    private static final String STRICT = " This is not allowed in strict mode.";

    private final MultiFunction function;
    private final List<Tensor> inputs;
    private final FunctionalOptions options;

    Derivatives(MultiFunction function, List<Tensor> inputs, FunctionalOptions options) {
        this.function = function;
        this.inputs = List.copyOf(inputs);
        this.options = options;
    }

    Functional.Products vjp(@Nullable List<Tensor> v) {
        return Autograd.enableGrad(() -> {
            List<Tensor> points = points(inputs);
            List<Tensor> outputs = List.of(function.apply(points.toArray(Tensor[]::new)));
            List<Tensor> grads = grad(outputs, vectors("output", v, outputs), points, options.createGraph());
            return finish(outputs, complete(grads, points));
        });
    }

    /** Gives the gradient of a function that must have one output of one element. */
    Functional.Products scalarVjp(String method) {
        return Autograd.enableGrad(() -> {
            List<Tensor> points = points(inputs);
            List<Tensor> outputs = scalar(method, points);
            return finish(outputs, complete(grad(outputs, null, points, options.createGraph()), points));
        });
    }

    Functional.Products jvp(@Nullable List<Tensor> v) {
        List<Tensor> vectors = vectors("input", v, inputs);
        return Autograd.enableGrad(() -> {
            DualLevel level = ForwardMode.dualLevel();
            try (level) {
                List<Tensor> outputs = List.of(function.apply(duals(vectors).toArray(Tensor[]::new)));
                return unpacked(outputs, outputs);
            }
        });
    }

    Functional.Products hvp(@Nullable List<Tensor> v) {
        List<Tensor> vectors = vectors("input", v, inputs);
        return Autograd.enableGrad(() -> {
            DualLevel level = ForwardMode.dualLevel();
            try (level) {
                List<Tensor> points = points(duals(vectors));
                List<Tensor> outputs = scalar("hvp", points);
                return unpacked(outputs, complete(grad(outputs, null, points, options.createGraph()), points));
            }
        });
    }

    Functional.Products vhp(@Nullable List<Tensor> v) {
        List<Tensor> vectors = vectors("input", v, inputs);
        return Autograd.enableGrad(() -> {
            List<Tensor> points = points(inputs);
            List<Tensor> outputs = scalar("vhp", points);
            List<Tensor> slopes = complete(grad(outputs, null, points, true), points);
            return finish(outputs, complete(grad(slopes, vectors, points, options.createGraph()), points));
        });
    }

    private List<Tensor> duals(List<Tensor> vectors) {
        List<Tensor> duals = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            duals.add(ForwardMode.makeDual(inputs.get(i), vectors.get(i)));
        }
        return duals;
    }

    /** Returns views that require grad: what is differentiated is then the function's own use of an input, and no other. */
    static List<Tensor> points(List<Tensor> inputs) {
        List<Tensor> points = new ArrayList<>();
        for (Tensor input : inputs) {
            Tensor point = Dispatch.applyOne(new AsStridedOp(input.layout(), input.layout()), input);
            points.add(Autograd.setRequiresGrad(point, true));
        }
        return points;
    }

    private List<Tensor> scalar(String method, List<Tensor> points) {
        Tensor[] outputs = function.apply(points.toArray(Tensor[]::new));
        if (outputs.length != 1 || outputs[0].numel() != 1) {
            throw new IllegalArgumentException(
                    "The function given to " + method + " should return a single Tensor with a"
                            + " single element, got " + outputs.length + " of shape "
                            + (outputs.length == 0 ? "none" : outputs[0].shape()));
        }
        return List.of(outputs);
    }

    /** Returns the vectors, checked against what they are multiplied with; ones for a single tensor of one element. */
    private static List<Tensor> vectors(String what, @Nullable List<Tensor> v, List<Tensor> like) {
        if (v == null) {
            if (like.size() != 1 || like.get(0).numel() != 1) {
                throw new IllegalArgumentException("The vector v can only be null if there is a single " + what
                        + " with a single element, got " + like.size());
            }
            return List.of(Tensors.onesLike(like.get(0)));
        }
        if (v.size() != like.size()) {
            throw new IllegalArgumentException(
                    "v has " + v.size() + " tensors, for " + like.size() + " " + what + "s of the function");
        }
        for (int i = 0; i < v.size(); i++) {
            if (!GradientSpec.of(v.get(i)).equals(GradientSpec.of(like.get(i)))) {
                throw new IllegalArgumentException("Entry " + i + " in v has invalid size: should be "
                        + GradientSpec.of(like.get(i)) + " but got " + GradientSpec.of(v.get(i)));
            }
        }
        return v;
    }

    private List<@Nullable Tensor> grad(
            List<Tensor> outputs, @Nullable List<Tensor> v, List<Tensor> points, boolean createGraph) {
        List<Tensor> dependent = new ArrayList<>();
        List<Tensor> cotangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            if (output.requiresGrad()) {
                dependent.add(output);
                cotangents.add(v == null ? Tensors.onesLike(output) : v.get(i));
            } else if (options.strict()) {
                throw new IllegalStateException(
                        "Output " + i + " of the user-provided function does not require gradients."
                                + " The outputs must be computed in a differentiable manner from the input when running in strict"
                                + " mode.");
            }
        }
        if (dependent.isEmpty()) {
            List<@Nullable Tensor> none = new ArrayList<>();
            points.forEach(point -> none.add(null));
            return none;
        }
        return Autograd.grad(dependent, points, cotangents, new GradOptions(true, createGraph, true, false));
    }

    private List<Tensor> complete(List<@Nullable Tensor> grads, List<Tensor> points) {
        List<Tensor> complete = new ArrayList<>();
        for (int i = 0; i < grads.size(); i++) {
            Tensor grad = grads.get(i);
            if (grad == null && options.strict()) {
                throw new IllegalStateException(
                        "The output of the user-provided function is independent of input " + i + "." + STRICT);
            }
            complete.add(grad == null ? GradientSpec.of(points.get(i)).zeros() : grad);
        }
        return complete;
    }

    private Functional.Products unpacked(List<Tensor> outputs, List<Tensor> duals) {
        List<Tensor> tangents = new ArrayList<>();
        for (int i = 0; i < duals.size(); i++) {
            Tensor tangent = ForwardMode.unpackDual(duals.get(i)).tangent();
            if (tangent == null && options.strict()) {
                throw new IllegalStateException(
                        "Output " + i + " of the user-provided function is independent of its inputs." + STRICT);
            }
            tangents.add(tangent == null ? GradientSpec.of(duals.get(i)).zeros() : tangent);
        }
        return finish(
                outputs.stream()
                        .map(output -> ForwardMode.unpackDual(output).primal())
                        .toList(),
                tangents);
    }

    private Functional.Products finish(List<Tensor> outputs, List<Tensor> products) {
        return options.createGraph()
                ? new Functional.Products(outputs, products)
                : new Functional.Products(detached(outputs), detached(products));
    }

    private static List<Tensor> detached(List<Tensor> tensors) {
        return tensors.stream().map(Views::detach).toList();
    }
}
