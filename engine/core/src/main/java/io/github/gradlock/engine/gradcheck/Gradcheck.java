package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares gradients with central differences, element by element; after {@code torch.autograd.gradcheck}.
 *
 * <p>Inputs that require grad are float64 leaves of any shape, and are checked; the others, of any dtype, are passed on as they are. The
 * function is applied many times, and must give the same bits each time: {@code (f(x + eps e) - f(x - eps e)) / (2 eps)} is compared
 * with the analytical derivative, to {@code atol + rtol |numerical|}. A kink nearer than eps to an input fails.
 */
public final class Gradcheck {
    private static final long SEED = 5_489;

    private Gradcheck() {}

    /**
     * Checks the first derivatives of a function with one result, with PyTorch's defaults.
     *
     * @return true
     * @throws GradcheckException if one is wrong, or the bits change from one backward pass to the next
     */
    public static boolean check(TensorFunction function, List<Tensor> inputs) {
        return check(function, inputs, GradcheckOptions.DEFAULT);
    }

    /** Checks the first derivatives of a function with one result; see {@link #checkAll}. */
    public static boolean check(TensorFunction function, List<Tensor> inputs, GradcheckOptions options) {
        return checkAll(x -> new Tensor[] {function.apply(x)}, inputs, options);
    }

    /**
     * Checks the first derivatives of a function with several results. Those that are not floating are left out; one that does not
     * require grad has the derivative zero, and fails if differences say otherwise.
     *
     * @return whether all are right; only with {@link GradcheckOptions#raiseException} switched off it may be false
     * @throws GradcheckException if one is wrong, or the bits change from one backward pass to the next
     * @throws IllegalArgumentException if an input that requires grad is not float64, or nothing would be compared: no input
     *     requires grad, or no floating result with elements does
     */
    public static boolean checkAll(TupleFunction function, List<Tensor> inputs, GradcheckOptions options) {
        checkInputs(inputs);
        Tensor[] outputs = function.apply(inputs.toArray(Tensor[]::new));
        requireDifferentiable(outputs);
        return compareAll(function, inputs, options, outputs);
    }

    private static boolean compareAll(
            TupleFunction function, List<Tensor> inputs, GradcheckOptions options, Tensor... outputs) {
        try {
            compareEach(function, inputs, options, outputs);
            return true;
        } catch (GradcheckException failed) {
            if (options.raiseException()) {
                throw failed;
            }
            return false;
        }
    }

    private static void compareEach(
            TupleFunction function, List<Tensor> inputs, GradcheckOptions options, Tensor... outputs) {
        for (int output = 0; output < outputs.length; output++) {
            if (outputs[output].dtype().isFloating() && options.fastMode()) {
                new FastCheck(function, inputs, options).check(output, outputs[output]);
            } else if (outputs[output].dtype().isFloating()) {
                new JacobianCheck(function, inputs, options).check(output, outputs[output]);
            }
        }
        if (options.checkBackwardAd() && options.checkUndefinedGrad()) {
            new UndefinedGradCheck(function, inputs, options).check();
        }
    }

    /**
     * Checks the second derivatives, with PyTorch's defaults: the gradient, for a random cotangent, is checked in its turn.
     *
     * @return true
     * @throws GradcheckException if one is wrong
     */
    public static boolean gradgradcheck(TensorFunction function, List<Tensor> inputs) {
        return gradgradcheck(function, inputs, GradcheckOptions.DEFAULT);
    }

    /** Checks the second derivatives, with respect to the inputs and to a random cotangent. */
    public static boolean gradgradcheck(TensorFunction function, List<Tensor> inputs, GradcheckOptions options) {
        Tensor output = function.apply(inputs.toArray(Tensor[]::new));
        Tensor cotangent = new InputSpec(output.shape(), InputSpec.Kind.UNIFORM, -1, 1).draw(DType.FLOAT64, SEED, 0);
        return gradgradcheck(function, inputs, cotangent, options);
    }

    /**
     * Checks the second derivatives, with respect to the inputs and to a cotangent: reverse over reverse, and forward over reverse
     * with {@link GradcheckOptions#checkForwardAd}.
     *
     * @param gradOutput the cotangent, float64 of the output's shape
     * @return whether all are right; only with {@link GradcheckOptions#raiseException} switched off it may be false
     * @throws GradcheckException if one is wrong
     */
    public static boolean gradgradcheck(
            TensorFunction function, List<Tensor> inputs, Tensor gradOutput, GradcheckOptions options) {
        checkInputs(inputs);
        requireDifferentiable(function.apply(inputs.toArray(Tensor[]::new)));
        List<Tensor> extended = new ArrayList<>(inputs);
        extended.add(gradOutput.detach().copy().requiresGrad_());
        // A gradient may be the constant zero, as that of sign is: then differences must give zero too.
        TupleFunction gradients = x -> gradients(function, x);
        return compareAll(gradients, extended, options, gradients.apply(extended.toArray(Tensor[]::new)));
    }

    /** Recording is switched on, since numerical derivatives are taken without it. */
    private static Tensor[] gradients(TensorFunction function, Tensor... x) {
        return Autograd.enableGrad(() -> {
            Tensor[] inputs = Arrays.copyOf(x, x.length - 1);
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = inputs[i].requiresGrad() ? inputs[i].mul(1) : inputs[i];
            }
            List<Tensor> wanted =
                    Arrays.stream(inputs).filter(Tensor::requiresGrad).toList();
            List<Tensor> grads = Autograd.grad(
                    List.of(function.apply(inputs)),
                    wanted,
                    List.of(x[x.length - 1]),
                    GradOptions.DEFAULT.creatingGraph().allowingUnused());
            Tensor[] results = new Tensor[wanted.size()];
            for (int i = 0; i < results.length; i++) {
                Tensor gradient = grads.get(i);
                results[i] = gradient == null ? Tensors.zeros(wanted.get(i).shape(), DType.FLOAT64) : gradient;
            }
            return results;
        });
    }

    private static void requireDifferentiable(Tensor... outputs) {
        if (Arrays.stream(outputs)
                .noneMatch(output -> output.dtype().isFloating() && output.requiresGrad() && output.numel() > 0)) {
            throw new IllegalArgumentException(
                    "gradcheck expects at least one floating output that requires grad and has elements, got "
                            + Arrays.stream(outputs)
                                    .map(output -> output.dtype() + " " + output.shape())
                                    .toList());
        }
    }

    private static void checkInputs(List<Tensor> inputs) {
        boolean any = false;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            any |= input.requiresGrad();
            if (input.requiresGrad() && input.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException(
                        "gradcheck wants float64 inputs: input " + i + " is " + input.dtype());
            }
        }
        if (!any) {
            throw new IllegalArgumentException("gradcheck expects at least one input that requires grad");
        }
    }
}
