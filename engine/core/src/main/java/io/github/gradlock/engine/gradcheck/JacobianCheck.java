package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/** Computes the Jacobians of one output twice, by backward passes and by central differences, and compares them. */
final class JacobianCheck {
    private final TupleFunction function;
    private final List<Tensor> inputs;
    private final GradcheckOptions options;

    JacobianCheck(TupleFunction function, List<Tensor> inputs, GradcheckOptions options) {
        this.function = function;
        this.inputs = inputs;
        this.options = options;
    }

    void check(int output, Tensor value) {
        double[][][] analytical = analytical(output);
        for (int repetition = 1; repetition < options.repetitions(); repetition++) {
            requireSame(output, analytical, analytical(output));
        }
        for (int input = 0; input < inputs.size(); input++) {
            if (inputs.get(input).requiresGrad()) {
                compare(output, value.shape(), input, analytical[input]);
            }
        }
    }

    /** Returns the gradients by input, output element and input element: a backward pass for each output element. */
    private double[][][] analytical(int output) {
        Tensor result = function.apply(inputs.toArray(Tensor[]::new))[output];
        double[][][] jacobians = new double[inputs.size()][result.numel()][];
        List<Tensor> wanted = inputs.stream().filter(Tensor::requiresGrad).toList();
        for (int row = 0; row < result.numel(); row++) {
            double[] one = new double[result.numel()];
            one[row] = 1;
            Tensor cotangent = shaped(one, result.shape());
            List<Tensor> grads = result.requiresGrad()
                    ? Autograd.grad(
                            List.of(result),
                            wanted,
                            List.of(cotangent),
                            GradOptions.DEFAULT.retainingGraph().allowingUnused())
                    : Arrays.asList(new Tensor[wanted.size()]);
            for (int input = 0, next = 0; input < inputs.size(); input++) {
                if (inputs.get(input).requiresGrad()) {
                    Tensor gradient = grads.get(next++);
                    jacobians[input][row] =
                            gradient == null ? new double[inputs.get(input).numel()] : gradient.toDoubleArray();
                }
            }
        }
        return jacobians;
    }

    private void requireSame(int output, double[][][] first, double[][][] second) {
        for (int input = 0; input < first.length; input++) {
            for (int row = 0; row < first[input].length; row++) {
                if (!Arrays.equals(first[input][row], second[input][row])) {
                    throw new GradcheckException("Backward is not reentrant: the gradient of output " + output
                            + " with respect to input " + input
                            + " changed its bits on a fresh graph with the same inputs,"
                            + " for output element " + row);
                }
            }
        }
    }

    private void compare(int output, Shape outputShape, int input, double[][] analytical) {
        Shape inputShape = inputs.get(input).shape();
        for (int column = 0; column < inputShape.numel(); column++) {
            double[] plus = shifted(output, input, column, options.eps());
            double[] minus = shifted(output, input, column, -options.eps());
            for (int row = 0; row < plus.length; row++) {
                double numerical = (plus[row] - minus[row]) / (2 * options.eps());
                double found = analytical[row][column];
                if (!(Math.abs(found - numerical) <= options.atol() + options.rtol() * Math.abs(numerical))) {
                    throw new GradcheckException("Jacobian mismatch for output " + output + " with respect to input "
                            + input + ", at output index " + index(outputShape, row) + " and input index "
                            + index(inputShape, column) + ": numerical " + numerical + ", analytical " + found
                            + " (atol " + options.atol() + ", rtol " + options.rtol() + ")");
                }
            }
        }
    }

    private double[] shifted(int output, int input, int column, double step) {
        Tensor[] moved = inputs.toArray(Tensor[]::new);
        double[] values = moved[input].toDoubleArray();
        values[column] += step;
        moved[input] = shaped(values, moved[input].shape()).requiresGrad_();
        return Autograd.noGrad(() -> function.apply(moved)[output].toDoubleArray());
    }

    private static Tensor shaped(double[] values, Shape shape) {
        Tensor flat = Tensors.of(values, values.length);
        return flat.alias(shape, shape.contiguousStrides(), 0);
    }

    private static String index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return Arrays.toString(index);
    }
}
