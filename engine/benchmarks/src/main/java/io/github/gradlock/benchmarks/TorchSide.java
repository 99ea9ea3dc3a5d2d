package io.github.gradlock.benchmarks;

import io.github.gradlock.benchmarks.Values.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A function on libtorch, with its backward pass where inputs are leaves. What a run makes is freed at its end, as C++ would free it, and
 * not when the garbage collector comes by.
 */
final class TorchSide implements Side {
    private final Work.Theirs function;
    private final Tensor[] inputs;
    private final Tensor[] leaves;
    private final @Nullable Tensor cotangent;

    TorchSide(List<Values> values, Work.Theirs function) {
        this.function = function;
        List<Tensor> given = new ArrayList<>();
        List<Tensor> learned = new ArrayList<>();
        Tensor begin = null;
        for (Values one : values) {
            Tensor tensor = tensor(one);
            if (one.role() == Role.COTANGENT) {
                begin = tensor;
                continue;
            }
            given.add(tensor);
            if (one.role() == Role.LEAF) {
                learned.add(tensor);
            }
        }
        cotangent = begin;
        inputs = given.toArray(Tensor[]::new);
        leaves = learned.toArray(Tensor[]::new);
    }

    /** Returns a tensor of libtorch with these numbers, in memory of its own. */
    static Tensor tensor(Values values) {
        long[] sizes = Arrays.stream(values.sizes()).asLongStream().toArray();
        Tensor tensor;
        if (values.array() instanceof float[] floats) {
            tensor = Tensor.create(floats, sizes);
        } else if (values.array() instanceof double[] doubles) {
            tensor = Tensor.create(doubles, sizes);
        } else {
            tensor = Tensor.create((long[]) values.array(), sizes);
        }
        if (values.role() == Role.LEAF) {
            tensor.set_requires_grad(true);
        }
        return tensor;
    }

    /** Returns the numbers of a tensor of libtorch, in float64. */
    static double[] numbers(Tensor tensor) {
        return Frame.within(() -> {
            Tensor whole = tensor.detach().toType(ScalarType.Double).contiguous();
            double[] numbers = new double[Math.toIntExact(whole.numel())];
            new DoublePointer(whole.data_ptr()).get(numbers);
            return numbers;
        });
    }

    /** Runs a backward pass. */
    static void backward(Tensor output, @Nullable Tensor cotangent) {
        if (cotangent == null) {
            output.backward();
        } else {
            output.backward(cotangent, new BoolOptional(), false, new TensorArrayRefOptional());
        }
    }

    /** Forgets gradients, as {@code zero_grad} does. */
    static void zeroGrad(Tensor... leaves) {
        for (Tensor leaf : leaves) {
            leaf.mutable_grad().reset();
        }
    }

    private Tensor compute() {
        Tensor output = function.apply(inputs);
        if (leaves.length > 0) {
            zeroGrad(leaves);
            backward(output, cotangent);
        }
        return output;
    }

    @Override
    public Object run() {
        return Frame.within(this::compute);
    }

    @Override
    public List<double[]> results() {
        return Frame.within(() -> {
            List<double[]> results = new ArrayList<>();
            results.add(numbers(compute()));
            Arrays.stream(leaves).forEach(leaf -> results.add(numbers(leaf.grad())));
            return results;
        });
    }

    @Override
    public void close() {
        zeroGrad(leaves);
        Arrays.stream(inputs).forEach(Tensor::deallocate);
        if (cotangent != null) {
            cotangent.deallocate();
        }
    }
}
