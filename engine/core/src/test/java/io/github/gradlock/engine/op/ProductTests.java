package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Attention.Options;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ProductTests {
    private static Tensor random(long stream, int... sizes) {
        Tensor samples = Tensors.zeros(DType.FLOAT64, sizes);
        Dispatch.kernels(samples).uniform(3, stream, samples);
        return samples;
    }

    private static void refused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void anInputTimesZeroIsNotLookedAt() {
        Tensor input =
                Tensors.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY}).requiresGrad_();
        Tensor ones = Tensors.ones(DType.FLOAT64, 2, 2);
        Tensor sum = input.addmm(ones, ones, 0, 0.5);
        assertArrayEquals(new double[] {1, 1, 1, 1}, sum.toDoubleArray());
        assertArrayEquals(
                new double[2], Autograd.grad(sum.sum(), List.of(input)).get(0).toDoubleArray());
    }

    @Test
    void aChainIsTheSameProductInAnyOrder() {
        Tensor[] chain = {random(0, 2, 5), random(1, 5, 1), random(2, 1, 7), random(3, 7, 2)};
        Tensor found = MatrixProducts.chainMatmul(chain);
        Tensor expected = chain[0].mm(chain[1]).mm(chain[2]).mm(chain[3]);
        assertArrayEquals(expected.toDoubleArray(), found.toDoubleArray(), 1e-14);
    }

    @Test
    void whatMaySeeNothingGetsZeros() {
        Tensor query = random(0, 2, 4).requiresGrad_();
        Tensor mask = Tensors.of(new boolean[] {true, false, false, false}, 2, 2);
        Tensor value = random(2, 2, 3);
        Tensor found = Attention.scaledDotProduct(query, random(1, 2, 4), value, Options.DEFAULT.withMask(mask));
        assertArrayEquals(value.select(0, 0).toDoubleArray(), found.select(0, 0).toDoubleArray());
        assertArrayEquals(new double[3], found.select(0, 1).toDoubleArray());
        Tensor grad = Autograd.grad(found.sum(), List.of(query)).get(0);
        assertArrayEquals(new double[8], grad.abs().toDoubleArray());
    }

    @Test
    void groupedHeadsAreHeadsRepeated() {
        Tensor query = random(0, 4, 2, 3);
        Tensor key = random(1, 2, 2, 3);
        Tensor value = random(2, 2, 2, 3);
        Tensor index = Tensors.of(new long[] {0, 0, 1, 1});
        Tensor grouped = Attention.scaledDotProduct(query, key, value, Options.DEFAULT.withGroupedHeads(true));
        Tensor repeated = Attention.scaledDotProduct(query, key.indexSelect(0, index), value.indexSelect(0, index));
        assertArrayEquals(repeated.toDoubleArray(), grouped.toDoubleArray());
    }

    @Test
    void errorsNameTheProductAndTheShapes() {
        Tensor a = random(0, 2, 3);
        Tensor vector = random(1, 3);
        refused("shape mismatch in mm: lhs [2, 3], rhs [3]", () -> a.mm(vector));
        refused("shape mismatch in mv: lhs [2, 3], rhs [2, 3]", () -> a.mv(a));
        refused("shape mismatch in dot: lhs [2, 3], rhs [3]", () -> a.dot(vector));
        refused("shape mismatch in inner: lhs [2, 3], rhs [2]", () -> a.inner(random(2, 2)));
        refused(
                "shape mismatch in addmm: lhs [5], rhs [2, 2]",
                () -> random(3, 5).addmm(a, a.transpose(0, 1)));
        refused(
                "shape mismatch in addmv: input [4, 2], product [2]",
                () -> random(3, 4, 2).addmv(a, vector));
        refused(
                "shape mismatch in bilinear: inputs [2, 3] and [2, 3], weight [1, 3, 2]",
                () -> MatrixProducts.bilinear(a, a, random(4, 1, 3, 2), null));
        refused(
                "shape mismatch in tensordot: contracted dimensions need to match, but dim 1 of [2, 3] and dim 0 of"
                        + " [2, 3] do not",
                () -> Contractions.tensordot(a, a, 1));
        refused(
                "scaled_dot_product_attention: explicit mask should not be set when causal is",
                () -> Attention.scaledDotProduct(
                        a, a, a, Options.DEFAULT.withMask(Tensors.scalar(true)).withCausal(true)));
    }
}
