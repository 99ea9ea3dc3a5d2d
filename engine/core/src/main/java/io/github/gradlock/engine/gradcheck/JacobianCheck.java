package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Compares every element of the Jacobians of one output with central differences. */
final class JacobianCheck {
    private final Jacobians jacobians;
    private final List<Tensor> inputs;
    private final GradcheckOptions options;

    JacobianCheck(TupleFunction function, List<Tensor> inputs, GradcheckOptions options) {
        this.jacobians = new Jacobians(function, inputs);
        this.inputs = inputs;
        this.options = options;
    }

    void check(int output, Tensor value) {
        double[][][] backward = options.checkBackwardAd() ? repeated(output) : new double[0][][];
        for (int input = 0; input < inputs.size(); input++) {
            if (inputs.get(input).requiresGrad()) {
                double[][] numerical = numerical(output, input);
                if (options.checkBackwardAd()) {
                    compare("", output, value.shape(), input, backward[input], numerical);
                }
                if (options.checkForwardAd()) {
                    compare(
                            " in forward mode",
                            output,
                            value.shape(),
                            input,
                            jacobians.forward(output, input),
                            numerical);
                }
            }
        }
    }

    private double[][][] repeated(int output) {
        double[][][] first = jacobians.backward(output);
        for (int repetition = 1; repetition < options.repetitions(); repetition++) {
            requireSame(output, first, jacobians.backward(output));
        }
        return first;
    }

    private void requireSame(int output, double[][][] first, double[][][] again) {
        for (int input = 0; input < first.length; input++) {
            for (int row = 0; row < first[input].length; row++) {
                for (int column = 0; column < first[input][row].length; column++) {
                    double a = first[input][row][column];
                    double b = again[input][row][column];
                    if (!Repeats.allows(options, a, b)) {
                        throw Repeats.exception(options, output, input, row, a, b);
                    }
                }
            }
        }
    }

    /** Returns the derivatives by output and input element. */
    private double[][] numerical(int output, int input) {
        int columns = inputs.get(input).numel();
        double[][] byColumn = new double[columns][];
        for (int column = 0; column < columns; column++) {
            double[] direction = new double[columns];
            direction[column] = 1;
            byColumn[column] = jacobians.difference(output, input, options.eps(), direction);
        }
        return byColumn;
    }

    private void compare(
            String mode, int output, Shape outputShape, int input, double[][] analytical, double[][] numerical) {
        Shape inputShape = inputs.get(input).shape();
        for (int column = 0; column < numerical.length; column++) {
            for (int row = 0; row < numerical[column].length; row++) {
                double wanted = numerical[column][row];
                double found = analytical[row][column];
                if (!(Math.abs(found - wanted) <= options.atol() + options.rtol() * Math.abs(wanted))) {
                    throw new GradcheckException("Jacobian mismatch" + mode + " for output " + output
                            + " with respect to input " + input + ", at output index "
                            + Arrays.toString(outputShape.index(row))
                            + " and input index " + Arrays.toString(inputShape.index(column)) + ": numerical " + wanted
                            + ", analytical " + found + " (atol " + options.atol() + ", rtol " + options.rtol() + ")");
                }
            }
        }
    }
}
