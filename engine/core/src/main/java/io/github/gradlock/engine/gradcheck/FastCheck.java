package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/**
 * Compares {@code vᵀ J u} for random positive directions u and v of length 1, with two evaluations of the function an input, however
 * many elements there are; {@code fast_mode} of {@code torch.autograd.gradcheck}. The absolute tolerance grows with the sums of u
 * and v, so that it stands for the same tolerance of each element.
 */
final class FastCheck {
    private static final long SEED = 5_489;

    private final TupleFunction function;
    private final Jacobians jacobians;
    private final List<Tensor> inputs;
    private final GradcheckOptions options;

    FastCheck(TupleFunction function, List<Tensor> inputs, GradcheckOptions options) {
        this.function = function;
        this.jacobians = new Jacobians(function, inputs);
        this.inputs = inputs;
        this.options = options;
    }

    void check(int output, Tensor value) {
        double[] v = direction(value.numel(), output);
        double[][] backward = options.checkBackwardAd() ? repeated(output, v) : new double[0][];
        for (int input = 0; input < inputs.size(); input++) {
            if (inputs.get(input).requiresGrad() && inputs.get(input).numel() > 0) {
                double[] u = direction(inputs.get(input).numel(), 1000L + input);
                double numerical = dot(v, jacobians.difference(output, input, options.eps(), u));
                double atol = options.atol() * sum(u) * sum(v);
                if (options.checkBackwardAd()) {
                    compare("", output, value, input, numerical, dot(u, backward[input]), atol);
                }
                if (options.checkForwardAd()) {
                    double forward = dot(v, jacobians.forwardProduct(output, input, u));
                    compare(" in forward mode", output, value, input, numerical, forward, atol);
                }
            }
        }
    }

    private double[][] repeated(int output, double... v) {
        double[][] first = jacobians.product(jacobians.outputs()[output], v);
        for (int repetition = 1; repetition < options.repetitions(); repetition++) {
            double[][] again = jacobians.product(jacobians.outputs()[output], v);
            for (int input = 0; input < first.length; input++) {
                for (int i = 0; i < first[input].length; i++) {
                    if (!Repeats.allows(options, first[input][i], again[input][i])) {
                        throw Repeats.exception(options, output, input, i, first[input][i], again[input][i]);
                    }
                }
            }
        }
        return first;
    }

    /** The elements are compared one by one where the projection fails, so that the failure names one. */
    private void compare(
            String mode, int output, Tensor value, int input, double numerical, double found, double atol) {
        if (!(Math.abs(found - numerical) <= atol + options.rtol() * Math.abs(numerical))) {
            new JacobianCheck(function, inputs, options).check(output, value);
            throw new GradcheckException("Jacobian mismatch" + mode + " for output " + output
                    + " with respect to input " + input + " in fast mode: a random projection of it is " + numerical
                    + " numerically and " + found + " analytically (atol " + atol + ", rtol " + options.rtol()
                    + "), though each element agrees; try without fast mode, or another eps");
        }
    }

    private static double[] direction(int count, long stream) {
        Tensor samples = Tensors.zeros(Shape.of(count), DType.FLOAT64);
        Providers.kernels().uniform(SEED, stream, samples);
        double[] values = samples.toDoubleArray();
        double length = Math.sqrt(dot(values, values));
        for (int i = 0; i < values.length && length > 0; i++) {
            values[i] /= length;
        }
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
