package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks, of a function with several outputs, that an output without a cotangent counts as one with a cotangent of zeros. */
final class UndefinedGradCheck {
    private final TupleFunction function;
    private final List<Tensor> inputs;
    private final double tolerance;

    UndefinedGradCheck(TupleFunction function, List<Tensor> inputs, GradcheckOptions options) {
        this.function = function;
        this.inputs = inputs;
        this.tolerance = options.nondetTol();
    }

    void check() {
        int count = outputs().size();
        for (int chosen = 0; chosen < count && count > 1; chosen++) {
            List<@Nullable Tensor> alone = gradients(chosen, false);
            List<@Nullable Tensor> withZeros = gradients(chosen, true);
            for (int input = 0; input < alone.size(); input++) {
                requireEqual(chosen, input, alone.get(input), withZeros.get(input));
            }
        }
    }

    private List<Tensor> outputs() {
        return List.of(function.apply(inputs.toArray(Tensor[]::new))).stream()
                .filter(Tensor::requiresGrad)
                .toList();
    }

    private List<@Nullable Tensor> gradients(int chosen, boolean zeros) {
        List<Tensor> outputs = outputs();
        List<Tensor> taken = new ArrayList<>();
        List<Tensor> cotangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            if (i == chosen || zeros) {
                taken.add(output);
                cotangents.add(Tensors.full(output.shape(), i == chosen ? 1 : 0, output.dtype()));
            }
        }
        return Autograd.grad(
                taken,
                inputs.stream().filter(Tensor::requiresGrad).toList(),
                cotangents,
                GradOptions.DEFAULT.allowingUnused());
    }

    private void requireEqual(int output, int input, @Nullable Tensor alone, @Nullable Tensor withZeros) {
        double[] a = values(alone, withZeros);
        double[] b = values(withZeros, alone);
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i] && !(Math.abs(a[i] - b[i]) <= tolerance) && !(a[i] != a[i] && b[i] != b[i])) {
                throw new GradcheckException(
                        "Outputs without a cotangent must count as zero: for a cotangent of output "
                                + output + " alone, element " + i + " of the gradient of the differentiable input "
                                + input
                                + " is " + a[i] + ", with zeros for the other outputs " + b[i]);
            }
        }
    }

    private static double[] values(@Nullable Tensor gradient, @Nullable Tensor other) {
        return gradient != null ? gradient.toDoubleArray() : new double[other == null ? 0 : other.numel()];
    }
}
