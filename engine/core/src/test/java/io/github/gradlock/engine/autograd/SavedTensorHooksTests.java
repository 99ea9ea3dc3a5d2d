package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SavedTensorHooksTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static Tensor with(
            Function<Tensor, Object> pack, Function<Object, Tensor> unpack, Supplier<Tensor> computation) {
        GradScope scope = SavedTensorHooks.with(pack, unpack);
        try (scope) {
            return computation.get();
        }
    }

    @Test
    void whatIsSavedCanBeCounted() {
        Tensor x = leaf(1, 2, 3);
        int[] bytes = new int[1];
        Tensor y = with(
                tensor -> {
                    assertFalse(tensor.requiresGrad());
                    bytes[0] += tensor.numel() * tensor.dtype().bytes();
                    return tensor;
                },
                packed -> (Tensor) packed,
                () -> x.exp().mul(x));
        assertEquals(9 * 8, bytes[0]);
        assertArrayEquals(
                Autograd.grad(x.exp().mul(x).sum(), List.of(x)).get(0).toDoubleArray(),
                Autograd.grad(y.sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void whatIsSavedCanBeCompressed() {
        Tensor x = leaf(1.1, 2.2);
        Tensor y =
                with(tensor -> tensor.to(DType.FLOAT32), packed -> ((Tensor) packed).to(DType.FLOAT64), () -> x.mul(x));
        assertArrayEquals(
                new double[] {2 * (double) 1.1f, 2 * (double) 2.2f},
                Autograd.grad(y.sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void unpackedTensorsAreInTheGraph() {
        Tensor x = leaf(3);
        Tensor y = with(
                Tensor::copy,
                packed -> ((Tensor) packed).copy(),
                () -> x.mul(2).exp().mul(x));
        GradOptions options = GradOptions.DEFAULT.creatingGraph();
        Tensor first =
                Autograd.grad(List.of(y.sum()), List.of(x), null, options).get(0);
        double third = Autograd.grad(
                        Autograd.grad(List.of(first.sum()), List.of(x), null, options)
                                .get(0)
                                .sum(),
                        List.of(x))
                .get(0)
                .item();
        // (x e^2x)''' = (8x + 12) e^2x
        assertEquals(36 * StrictMath.exp(6), third, 1e-9);
    }

    @Test
    void theInnermostHooksPack() {
        Tensor x = leaf(3);
        int[] outer = new int[1];
        with(
                tensor -> {
                    outer[0]++;
                    return tensor;
                },
                packed -> (Tensor) packed,
                () -> with(tensor -> tensor, packed -> (Tensor) packed, x::exp));
        assertEquals(0, outer[0]);
        x.exp();
        assertEquals(0, outer[0]);
    }

    @Test
    void wrongHooksAreRefused() {
        Tensor x = leaf(3);
        Tensor y = with(tensor -> tensor, packed -> Tensors.of(new double[2]), x::exp);
        assertEquals(
                "the unpack hook of a tensor saved by exp returned float64 [2], expected float64 [1]",
                assertThrows(IllegalStateException.class, () -> y.sum().backward())
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(
                                IllegalStateException.class,
                                () -> with(tensor -> tensor.mul_(2), packed -> (Tensor) packed, x::exp))
                        .getMessage())
                .startsWith("A saved tensor pack hook is modifying its input in place"));
    }

    @Test
    void versionsCountWhereThePackedTensorIsTheSavedOne() {
        Tensor x = leaf(3);
        Tensor[] made = new Tensor[1];
        Supplier<Tensor> exponential = () -> made[0] = x.exp();
        Tensor shared =
                with(tensor -> tensor, packed -> (Tensor) packed, exponential).sum();
        made[0].detach().zero_();
        assertThrows(IllegalStateException.class, shared::backward);
        Tensor copied =
                with(Tensor::copy, packed -> (Tensor) packed, exponential).sum();
        made[0].detach().zero_();
        assertEquals(StrictMath.exp(3), Autograd.grad(copied, List.of(x)).get(0).item());
    }
}
