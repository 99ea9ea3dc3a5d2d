package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.DualLevel;
import io.github.gradlock.engine.autograd.ForwardMode;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of a function at one point, by backward passes and by central differences. Each call applies the function anew, so
 * that every graph is a fresh one.
 */
final class Jacobians {
    private final TupleFunction function;
    private final List<Tensor> inputs;
    private final List<Tensor> wanted;

    Jacobians(TupleFunction function, List<Tensor> inputs) {
        this.function = function;
        this.inputs = inputs;
        this.wanted = inputs.stream().filter(Tensor::requiresGrad).toList();
    }

    Tensor[] outputs() {
        return function.apply(inputs.toArray(Tensor[]::new));
    }

    /** Returns, by input, output element and input element: a backward pass for each output element. */
    double[][][] backward(int output) {
        Tensor result = outputs()[output];
        double[][][] jacobians = new double[inputs.size()][result.numel()][];
        for (int row = 0; row < result.numel(); row++) {
            double[] one = new double[result.numel()];
            one[row] = 1;
            double[][] gradients = product(result, one);
            for (int input = 0; input < inputs.size(); input++) {
                jacobians[input][row] = gradients[input];
            }
        }
        return jacobians;
    }

    /** Returns, by input, the product of a cotangent with the Jacobian; of an input that requires no grad, nothing. */
    double[][] product(Tensor result, double... cotangent) {
        List<@Nullable Tensor> gradients = result.requiresGrad()
                ? Autograd.grad(
                        List.of(result),
                        wanted,
                        List.of(shaped(cotangent, result.shape())),
                        GradOptions.DEFAULT.retainingGraph().allowingUnused())
                : Arrays.asList(new Tensor[wanted.size()]);
        double[][] products = new double[inputs.size()][];
        for (int input = 0, next = 0; input < products.length; input++) {
            if (inputs.get(input).requiresGrad()) {
                Tensor gradient = gradients.get(next++);
                products[input] =
                        gradient == null ? new double[inputs.get(input).numel()] : gradient.toDoubleArray();
            } else {
                products[input] = new double[0];
            }
        }
        return products;
    }

    /** Returns, by output element and element of one input: a pass of the forward mode for each input element. */
    double[][] forward(int output, int input) {
        int columns = inputs.get(input).numel();
        double[][] jacobian = new double[outputs()[output].numel()][columns];
        for (int column = 0; column < columns; column++) {
            double[] one = new double[columns];
            one[column] = 1;
            double[] tangent = forwardProduct(output, input, one);
            for (int row = 0; row < jacobian.length; row++) {
                jacobian[row][column] = tangent[row];
            }
        }
        return jacobian;
    }

    /** Returns the product of the Jacobian for one input with a tangent, by the forward mode. */
    double[] forwardProduct(int output, int input, double... tangent) {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor[] dual = inputs.toArray(Tensor[]::new);
            dual[input] = ForwardMode.makeDual(dual[input], shaped(tangent, dual[input].shape()));
            Tensor result = function.apply(dual)[output];
            Tensor product = ForwardMode.unpackDual(result).tangent();
            return product == null ? new double[result.numel()] : product.toDoubleArray();
        }
    }

    /** Returns the derivatives of all output elements for a step of one input along a direction. */
    double[] difference(int output, int input, double eps, double... direction) {
        double[] plus = shifted(output, input, eps, direction);
        double[] minus = shifted(output, input, -eps, direction);
        double[] slopes = new double[plus.length];
        for (int row = 0; row < slopes.length; row++) {
            slopes[row] = (plus[row] - minus[row]) / (2 * eps);
        }
        return slopes;
    }

    private double[] shifted(int output, int input, double step, double... direction) {
        Tensor[] moved = inputs.toArray(Tensor[]::new);
        double[] values = moved[input].toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            // Left alone where the direction is zero: a sum would turn a negative zero into a positive one.
            values[i] = direction[i] == 0 ? values[i] : values[i] + step * direction[i];
        }
        moved[input] = shaped(values, moved[input].shape()).requiresGrad_();
        return Autograd.noGrad(() -> function.apply(moved)[output].toDoubleArray());
    }

    static Tensor shaped(double[] values, Shape shape) {
        Tensor flat = Tensors.of(values, values.length);
        return flat.alias(shape, shape.contiguousStrides(), 0);
    }
}
