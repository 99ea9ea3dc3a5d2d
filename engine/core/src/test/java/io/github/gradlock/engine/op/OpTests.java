package io.github.gradlock.engine.op;

import static io.github.gradlock.engine.op.Expect.grad;
import static io.github.gradlock.engine.op.Expect.leaf;
import static io.github.gradlock.engine.op.Expect.refused;
import static io.github.gradlock.engine.op.Expect.shaped;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpTests {
    @Test
    void errorsNameTheOpAndTheShapes() {
        refused(
                "shape mismatch in matmul: lhs [3, 4], rhs [5, 6]",
                () -> shaped(3, 4).matmul(shaped(5, 6)));
        refused(
                "shape mismatch in matmul: lhs [2, 3, 4], rhs [3, 4, 5]",
                () -> shaped(2, 3, 4).matmul(shaped(3, 4, 5)));
        refused("shape mismatch in add: lhs [3], rhs [4]", () -> shaped(3).add(shaped(4)));
        refused(
                "shape mismatch in bmm: lhs [2, 3], rhs [3, 2]",
                () -> shaped(2, 3).bmm(shaped(3, 2)));
        refused(
                "shape mismatch in reshape: [4, 2] is invalid for input of 6 elements, shape [2, 3]",
                () -> shaped(2, 3).reshape(4, 2));
        refused(
                "dtype mismatch in matmul: lhs float64, rhs float32; convert one: x.to(DType.FLOAT64)",
                () -> shaped(2, 2).matmul(Tensors.zeros(DType.FLOAT32, 2, 2)));
        refused(
                "shape mismatch in cat along dim 0: [2, 3] and [2, 4]",
                () -> Joins.cat(List.of(shaped(2, 3), shaped(2, 4)), 0));
        refused(
                "shape mismatch in conv2d: input [1, 2, 4, 4], weight [3, 3, 2, 2], groups 1",
                () -> Convolutions.conv2d(shaped(1, 2, 4, 4), shaped(3, 3, 2, 2), null));
        refused(
                "shape mismatch in layer_norm: weight [1], normalized shape [3]",
                () -> Normalisations.layerNorm(shaped(2, 3), Shape.of(3), shaped(1), null, 1e-5));
        refused(
                "shape mismatch in layer_norm: bias [2, 3], normalized shape [3]",
                () -> Normalisations.layerNorm(shaped(2, 3), Shape.of(3), shaped(3), shaped(2, 3), 1e-5));
        refused(
                "shape mismatch in cross_entropy: input [2, 3], target [3], expected target size [2]",
                () -> Losses.crossEntropy(shaped(2, 3), Tensors.of(new long[3])));
    }

    @Test
    void indicesOutOfRangeAreNamed() {
        IndexOutOfBoundsException e = assertThrows(
                IndexOutOfBoundsException.class, () -> shaped(3).indexSelect(0, Tensors.of(new long[] {0, 3})));
        assertEquals("index 3 is out of bounds in index_select for dimension 0 with size 3", e.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> shaped(3).sum(false, 1));
    }

    @Test
    void equalElementsShareOrTheFirstWinsAsInPyTorch() {
        Tensor x = leaf(1, 3, 3, 2);
        assertArrayEquals(new double[] {0, 0.5, 0.5, 0}, grad(x.max(), x));
        assertArrayEquals(new double[] {0, 1, 0, 0}, grad(x.max(0, false).values(), x));
        assertEquals(1, x.max(0, false).indices().item());
        Tensor a = leaf(1, 2, 3);
        Tensor b = Tensors.of(new double[] {2, 2, 2});
        assertArrayEquals(new double[] {0, 0.5, 1}, grad(a.maximum(b), a));
        assertArrayEquals(new double[] {1, 0.5, 0}, grad(a.minimum(b), a));
        assertArrayEquals(new double[] {1, 1, 0}, grad(a.clamp(1, 2), a));
    }

    @Test
    void nansShareTheDerivativeOfTheExtremumOfAllElements() {
        Tensor x = leaf(1, Double.NaN, 5, Double.NaN);
        assertArrayEquals(new double[] {0, 0.5, 0, 0.5}, grad(x.max(), x));
        assertArrayEquals(new double[] {0, 0.5, 0, 0.5}, grad(x.min(), x));
        double[] nans = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        assertArrayEquals(nans, grad(x.amax(false), x));
        assertArrayEquals(nans, grad(x.amin(false), x));
    }

    @Test
    void derivativesAtKinksAreThoseOfPyTorch() {
        Tensor x = leaf(-1, 0, 1);
        assertArrayEquals(new double[] {0, 0, 1}, grad(x.relu(), x));
        assertArrayEquals(new double[] {-1, 0, 1}, grad(x.abs(), x));
        Tensor zero = leaf(0, 0);
        assertArrayEquals(new double[] {0, 0}, grad(zero.norm(2, false), zero));
        assertArrayEquals(new double[] {0, 0}, grad(zero.std(1, false), zero));
        assertArrayEquals(new double[] {0, 0}, grad(zero.pow(0), zero));
    }

    @Test
    void productsWithZerosHaveTheGradientOfTheOthers() {
        Tensor x = leaf(2, 0, 3);
        assertArrayEquals(new double[] {0, 6, 0}, grad(x.prod(), x));
        Tensor y = leaf(0, 0, 3);
        assertArrayEquals(new double[] {0, 0, 0}, grad(y.prod(), y));
    }

    @Test
    void aNaNHidesNoZeroFromTheGradientOfAProduct() {
        Tensor x = Tensors.of(new double[] {0, 2, Double.NaN, 1}, 2, 2).requiresGrad_();
        assertArrayEquals(new double[] {2, 0, 1, Double.NaN}, grad(x.prod(1, false), x));
    }

    @Test
    void derivativesAtNaNAndOfNormsAtZeroAreThoseOfPyTorch() {
        Tensor nan = leaf(Double.NaN);
        assertArrayEquals(new double[] {1}, grad(nan.relu(), nan));
        Tensor zero = leaf(0, 0);
        for (double p : new double[] {0.5, 1.5, 3}) {
            assertArrayEquals(new double[] {0, 0}, grad(zero.norm(p, false), zero));
        }
        Tensor partly = leaf(0, 4);
        assertArrayEquals(new double[] {0, 1}, grad(partly.norm(0.5, false), partly), 1e-15);
    }

    @Test
    void emptyDimensionsHaveEmptyGradients() {
        Tensor x = shaped(2, 0).requiresGrad_();
        assertArrayEquals(new double[] {}, grad(x.softmax(1), x));
        assertArrayEquals(new double[] {}, grad(x.logSoftmax(1), x));
        assertArrayEquals(new double[] {}, grad(x.prod(1, false), x));
        assertArrayEquals(
                new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY},
                x.logsumexp(false, 1).toDoubleArray());
        assertArrayEquals(new double[] {}, grad(x.logsumexp(false, 1), x));
    }

    @Test
    void overlapNeverShowsInAChangeInPlace() {
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4}, 2, 2);
        x.copy_(x.select(1, 0));
        assertArrayEquals(new double[] {1, 3, 1, 3}, x.toDoubleArray());
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> shaped(1).expand(3).add_(shaped(3)));
        assertEquals(
                "unsupported operation: more than one element of the written-to tensor refers to a single memory location: add_"
                        + " on a tensor of shape [3]; copy() it first",
                e.getMessage());
    }

    @Test
    void integersAndNumbersArePromoted() {
        Tensor longs = Tensors.of(new long[] {1, 2});
        assertSame(DType.INT64, longs.add(1).dtype());
        assertSame(DType.FLOAT32, longs.add(1.5).dtype());
        assertSame(DType.FLOAT32, longs.div(2).dtype());
        assertArrayEquals(new float[] {0.5f, 1}, longs.div(2).toFloatArray());
        assertSame(DType.FLOAT32, Tensors.of(new float[] {1}).mul(1e300).dtype());
        assertSame(DType.INT64, longs.gt(1).sum().dtype());
        assertSame(DType.FLOAT32, longs.exp().dtype());
    }

    @Test
    void viewsShareStorageAndVersion() {
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor view = x.transpose(0, 1).narrow(0, 1, 2);
        view.fill_(0);
        assertArrayEquals(new double[] {1, 0, 0, 4, 0, 0}, x.toDoubleArray());
        assertEquals(1, x.version());
        refused(
                "view of shape [3, 2] as [6] is not compatible with the strides [1, 3]; use reshape, which copies",
                () -> x.transpose(0, 1).view(6));
        assertArrayEquals(
                new double[] {1, 4, 0, 0, 0, 0}, x.transpose(0, 1).reshape(-1).toDoubleArray());
    }

    @Test
    void matmulFollowsTheRulesOfRanks() {
        assertEquals(Shape.of(), shaped(3).matmul(shaped(3)).shape());
        assertEquals(Shape.of(2), shaped(2, 3).matmul(shaped(3)).shape());
        assertEquals(Shape.of(4), shaped(3).matmul(shaped(3, 4)).shape());
        assertEquals(Shape.of(5, 4), shaped(3).matmul(shaped(5, 3, 4)).shape());
        assertEquals(Shape.of(5, 2), shaped(5, 2, 3).matmul(shaped(3)).shape());
        assertEquals(
                Shape.of(7, 5, 2, 4), shaped(7, 1, 2, 3).matmul(shaped(5, 3, 4)).shape());
        assertEquals(Shape.of(0, 4), shaped(0, 3).matmul(shaped(3, 4)).shape());
    }

    @Test
    void lossesAreThoseWrittenOutByHand() {
        Tensor logits = Tensors.of(new double[] {0, 0, 0, 0}, 2, 2).requiresGrad_();
        Tensor classes = Tensors.of(new long[] {0, -100});
        assertEquals(StrictMath.log(2), Losses.crossEntropy(logits, classes).item());
        Tensor smoothed = Losses.crossEntropy(logits, classes, ClassOptions.DEFAULT.withLabelSmoothing(0.5));
        assertEquals(StrictMath.log(2), smoothed.item(), 1e-15);
        assertArrayEquals(new double[] {-0.25, 0.25, 0, 0}, grad(smoothed, logits), 1e-15);
    }

    @Test
    void softmaxAndItsKinDoNotOverflow() {
        Tensor x = leaf(1000, 0, -1000);
        assertArrayEquals(new double[] {1, 0, 0}, x.softmax(0).toDoubleArray());
        assertArrayEquals(new double[] {0, -1000, -2000}, x.logSoftmax(0).toDoubleArray());
        assertEquals(1000, x.logsumexp(false).item());
        assertArrayEquals(new double[] {0, 0.5, 1}, grad(Activations.logSigmoid(x), x));
        assertArrayEquals(new double[] {1, 0.5, 0}, grad(x.softplus(), x));
    }

    @Test
    void dropoutDependsOnSeedAndStreamAlone() {
        Tensor x = Tensors.ones(DType.FLOAT32, 64);
        float[] first = Activations.dropout(x, 0.5, 1, 0).toFloatArray();
        assertArrayEquals(first, Activations.dropout(x, 0.5, 1, 0).toFloatArray());
        assertFalse(Arrays.equals(first, Activations.dropout(x, 0.5, 1, 1).toFloatArray()));
        for (float value : first) {
            assertTrue(value == 0 || value == 2, "value " + value);
        }
    }

    @Test
    void aListenerIsToldOfEveryOpInOrderWithItsPhase() {
        Tensor x = leaf(1, 2);
        List<String> told = new ArrayList<>();
        OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> told.add(phase + " " + op.name()));
        try (scope) {
            x.mul(x).sum().backward();
        }
        x.exp();
        assertEquals(
                List.of(
                        "forward mul",
                        "forward sum",
                        "backward reshape",
                        "backward expand",
                        "backward mul",
                        "backward mul",
                        "backward add",
                        "backward clone"),
                told);
    }
}
