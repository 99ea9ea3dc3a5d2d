package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A differentiable function with inputs to try it on, away from kinks and ties. Derivatives of first and second order of every sample
 * are held against differences when the engine is built.
 *
 * @param name unique name, {@code matmul.batched} for instance: what comes before the dot is the op
 * @param smooth whether it has no kink anywhere; the gradient suite records second derivatives of these alone, since those between
 *     kinks say little new, and the interpreter runs them too
 * @param specs how the inputs are drawn
 * @param function the function
 */
public record OpSample(String name, boolean smooth, List<InputSpec> specs, TensorFunction function) {
    private static final long SEED = 20_260_722;

    /** Copies the list. */
    public OpSample {
        specs = List.copyOf(specs);
    }

    /** Draws the inputs anew, as leaves that require grad: the same values each time, rounded to the dtype. */
    public List<Tensor> inputs(DType dtype) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            inputs.add(specs.get(i).draw(dtype, SEED, stream(i)).requiresGrad_());
        }
        return inputs;
    }

    /** Applies the function. */
    public Tensor apply(List<Tensor> inputs) {
        return function.apply(inputs.toArray(Tensor[]::new));
    }

    /** Draws a cotangent for an output: the same values each time, between -1 and 1. */
    public Tensor cotangent(Tensor output) {
        return direction(output.shape(), output.dtype(), 100);
    }

    /** Returns the output and the gradients of the inputs, for the sample's cotangent. */
    public Result differentiate(DType dtype) {
        List<Tensor> inputs = inputs(dtype);
        Tensor output = apply(inputs);
        List<Tensor> grads = Autograd.grad(List.of(output), inputs, List.of(cotangent(output)), GradOptions.DEFAULT);
        return new Result(output, grads);
    }

    /** Returns the gradients of {@code Σ⟨grad, v⟩} for fixed directions v; null for an input that they do not depend on. */
    public List<Tensor> differentiateTwice(DType dtype) {
        List<Tensor> inputs = inputs(dtype);
        Tensor output = apply(inputs);
        List<Tensor> grads =
                Autograd.grad(List.of(output), inputs, List.of(cotangent(output)), GradOptions.DEFAULT.creatingGraph());
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < grads.size(); i++) {
            if (grads.get(i).requiresGrad()) {
                outputs.add(grads.get(i));
                directions.add(direction(inputs.get(i).shape(), dtype, 200 + i));
            }
        }
        return outputs.isEmpty()
                ? Arrays.asList(new Tensor[inputs.size()])
                : Autograd.grad(outputs, inputs, directions, GradOptions.DEFAULT.allowingUnused());
    }

    private Tensor direction(Shape shape, DType dtype, int index) {
        return new InputSpec(shape, InputSpec.Kind.UNIFORM, -1, 1).draw(dtype, SEED, stream(index));
    }

    /** The hash of a string is fixed by Java's specification, so that a sample keeps its inputs when others come or go. */
    private long stream(int index) {
        return name.hashCode() * 1024L + index;
    }

    /**
     * What a sample computes.
     *
     * @param output the value of the function
     * @param grads a gradient for each input
     */
    public record Result(Tensor output, List<Tensor> grads) {}
}
