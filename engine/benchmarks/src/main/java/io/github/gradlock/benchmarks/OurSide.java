package io.github.gradlock.benchmarks;

import io.github.gradlock.benchmarks.Values.Role;
import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.TensorScope;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A function on our engine, with its backward pass where inputs are leaves. */
final class OurSide implements Side {
    private final Work.Ours function;
    private final Tensor[] inputs;
    private final Tensor[] leaves;
    private final @Nullable Tensor cotangent;

    OurSide(List<Values> values, Work.Ours function) {
        this.function = function;
        List<Tensor> given = new ArrayList<>();
        Tensor begin = null;
        for (Values one : values) {
            Tensor tensor = tensor(one);
            if (one.role() == Role.COTANGENT) {
                begin = tensor;
            } else {
                given.add(tensor);
            }
        }
        cotangent = begin;
        inputs = given.toArray(Tensor[]::new);
        leaves = given.stream().filter(Tensor::requiresGrad).toArray(Tensor[]::new);
    }

    /** Returns a tensor of ours with these numbers. */
    static Tensor tensor(Values values) {
        Tensor tensor;
        if (values.array() instanceof float[] floats) {
            tensor = Tensors.of(floats, values.sizes());
        } else if (values.array() instanceof double[] doubles) {
            tensor = Tensors.of(doubles, values.sizes());
        } else {
            tensor = Tensors.of((long[]) values.array(), values.sizes());
        }
        return values.role() == Role.LEAF ? tensor.requiresGrad_() : tensor;
    }

    /** Returns the numbers of a tensor of ours, in float64. */
    static double[] numbers(Tensor tensor) {
        return tensor.toDouble().toDoubleArray();
    }

    /** Gives the memory of everything but the gradients back at the end, as PyTorch's side does. */
    @Override
    public Tensor run() {
        TensorScope scope = TensorScope.open();
        try (scope) {
            return compute();
        }
    }

    private Tensor compute() {
        Tensor output = function.apply(inputs);
        if (leaves.length > 0) {
            Autograd.zeroGrad(leaves);
            Autograd.backward(output, cotangent, GradOptions.DEFAULT);
        }
        return output;
    }

    @Override
    public List<double[]> results() {
        // In memory that was used before, as what is measured.
        run();
        run();
        List<double[]> results = new ArrayList<>();
        TensorScope scope = TensorScope.open();
        try (scope) {
            results.add(numbers(compute().detach()));
        }
        Arrays.stream(leaves).forEach(leaf -> results.add(numbers(Objects.requireNonNull(leaf.grad()))));
        return results;
    }

    @Override
    public void close() {
        // The garbage collector has what is left.
    }
}
