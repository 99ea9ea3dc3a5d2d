package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.op.Comparisons;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What PyTorch's methods do where an argument is left out, and the names that they have. */
class TensorMethodsTests {
    private static final Tensor X = Tensors.of(new double[][] {{3, 1, 2}, {4, 6, 5}});

    @Test
    void sizesHaveTheirNames() {
        assertEquals(Shape.of(2, 3), X.size());
        assertEquals(2, X.dim());
        assertEquals(Shape.of(3, 2), X.T().shape());
        assertEquals(Shape.of(4, 3, 2), Tensors.zeros(4, 2, 3).mT().shape());
    }

    @Test
    void reductionsTakeDimensionsWithoutKeepdim() {
        assertArrayEquals(new double[] {7, 7, 7}, X.sum(0).toDoubleArray());
        assertArrayEquals(new double[] {2, 5}, X.mean(1).toDoubleArray());
        assertEquals(3.5, X.var().item());
        assertArrayEquals(new double[] {1, 1}, X.var(1).toDoubleArray());
        assertArrayEquals(new double[] {1, 1}, X.std(1).toDoubleArray());
        assertArrayEquals(new double[] {4, 6, 5}, X.amax(0).toDoubleArray());
        assertArrayEquals(new double[] {1, 4}, X.amin(1).toDoubleArray());
        assertArrayEquals(new long[] {0, 1}, X.argmax(1).toLongArray());
        assertArrayEquals(new long[] {1, 0}, X.min(1).indices().toLongArray());
        assertArrayEquals(new double[] {3, 6}, X.max(1).values().toDoubleArray());
        assertArrayEquals(new double[] {6, 120}, X.prod(1).toDoubleArray());
        assertEquals(StrictMath.sqrt(91), X.norm().item());
        assertEquals(21, X.norm(1).item());
        assertTrue(X.gt(0).all().item() == 1 && X.gt(5).any().item() == 1);
    }

    @Test
    void ordersAreOfTheLastDimension() {
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, X.sort().values().toDoubleArray());
        assertArrayEquals(new long[] {1, 2, 0, 0, 2, 1}, X.argsort().toLongArray());
        assertArrayEquals(new double[] {3, 6}, X.topk(1).values().toDoubleArray());
        assertArrayEquals(new double[] {2, 5}, X.median(-1).values().toDoubleArray());
    }

    @Test
    void closenessIsRelativeToTheOther() {
        Tensor near = X.mul(1 + 1e-6);
        assertTrue(X.allClose(near) && !X.equal(near));
        assertFalse(X.allClose(near, 0, 1e-7));
        assertArrayEquals(
                new boolean[] {true, false, false},
                Tensors.of(new double[] {Double.POSITIVE_INFINITY, Double.NaN, 1})
                        .isClose(Tensors.of(new double[] {Double.POSITIVE_INFINITY, Double.NaN, 1.1}))
                        .toBooleanArray());
        assertFalse(X.equal(X.flatten()));
        assertTrue(Tensors.scalar(0.0).equal(Tensors.scalar(-0.0)));
        assertEquals(
                "dtype mismatch in equal: lhs float64, rhs float32; convert one: x.to(DType.FLOAT64)",
                assertThrows(IllegalArgumentException.class, () -> X.equal(X.toFloat()))
                        .getMessage());
        assertEquals(
                "isclose expects tolerances that are not negative, got rtol -1.0 and atol 0.0",
                assertThrows(IllegalArgumentException.class, () -> X.isClose(X, -1, 0))
                        .getMessage());
    }

    @Test
    void dtypesChange() {
        Tensor half = Tensors.of(new double[] {0.5, -2.5, 0});
        assertArrayEquals(new float[] {0.5f, -2.5f, 0}, half.toFloat().toFloatArray());
        assertArrayEquals(new long[] {0, -2, 0}, half.toLong().toLongArray());
        assertArrayEquals(new boolean[] {true, true, false}, half.toBool().toBooleanArray());
        assertEquals(DType.INT64, half.typeAs(Tensors.arange(1)).dtype());
        assertTrue(half.toDouble() == half);
    }

    @Test
    void logicTakesNumbers() {
        Tensor a = Tensors.of(new long[] {0, 2, 0, 3});
        Tensor b = Tensors.of(new long[] {0, 0, 5, 4});
        assertArrayEquals(
                new boolean[] {false, false, false, true}, a.logicalAnd(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {false, true, true, true}, a.logicalOr(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {false, true, true, false}, a.logicalXor(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {true, false, true, false}, a.logicalNot().toBooleanArray());
    }

    @Test
    void writingByIndexChangesTheTensor() {
        Tensor classes = Tensors.of(new long[] {2, 0});
        Tensor oneHot = Tensors.zeros(2, 3).scatter_(1, classes.unsqueeze(1), 1);
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0}, oneHot.toFloatArray());
        Tensor counts = Tensors.zeros(3);
        counts.indexAdd_(0, Tensors.of(new long[] {1, 1, 2}), Tensors.ones(3), 2);
        assertArrayEquals(new float[] {0, 4, 2}, counts.toFloatArray());
        counts.indexFill_(0, Tensors.of(new long[] {0}), 9).scatterAdd_(0, classes, Tensors.ones(2));
        assertArrayEquals(new float[] {10, 4, 3}, counts.toFloatArray());
        counts.add_(Tensors.ones(3), -0.5).square_();
        assertArrayEquals(new float[] {90.25f, 12.25f, 6.25f}, counts.toFloatArray());
        assertEquals(5, counts.version());
    }

    @Test
    void aWrittenSourceHasItsGradient() {
        Tensor source = Tensors.of(new double[] {1, 2}).requiresGrad_();
        Tensor x = Tensors.zeros(DType.FLOAT64, 3).indexCopy_(0, Tensors.of(new long[] {2, 0}), source);
        x.mul(Tensors.of(new double[] {5, 6, 7})).sum().backward();
        assertArrayEquals(
                new double[] {7, 5}, Objects.requireNonNull(source.grad()).toDoubleArray());
    }

    @Test
    void theInverseErrorFunctionIsPrecise() {
        Tensor x = Tensors.of(new double[] {0.5, -0.9, 1 - 0x1p-53, 1e-300, -1, 1, 1.5, -0.0});
        double[] y = x.erfinv().toDoubleArray();
        double[] expected = {
            0.4769362762044699,
            -1.1630871536766743,
            5.8635847487551676,
            8.86226925452758e-301,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            -0.0
        };
        for (int i = 0; i < y.length; i++) {
            double allowed = Double.isFinite(expected[i]) ? 2 * Math.ulp(expected[i]) : 0;
            assertEquals(expected[i], y[i], allowed);
        }
        assertEquals(Double.NEGATIVE_INFINITY, 1 / y[7]);
    }

    /** The answers of PyTorch 2.13. */
    @Test
    void integersAndBoolsAreCloseAsInPyTorch() {
        Tensor greatest = Tensors.of(new long[] {Long.MAX_VALUE});
        assertFalse(greatest.allClose(Tensors.of(new long[] {-1})));
        Tensor odd = Tensors.of(new long[] {(1L << 53) + 1});
        Tensor even = Tensors.of(new long[] {1L << 53});
        assertFalse(odd.allClose(even, 0, 0));
        assertTrue(odd.allClose(even, 0, 0.5));
        assertTrue(Tensors.of(new long[] {10}).allClose(Tensors.of(new long[] {11}), 0.1, 0));
        Tensor flags = Tensors.of(new boolean[] {true, false});
        Tensor both = Tensors.of(new boolean[] {true, true});
        assertArrayEquals(new boolean[] {true, false}, flags.isClose(both).toBooleanArray());
        assertTrue(flags.allClose(both, 0, 1));
        assertArrayEquals(new boolean[2], Comparisons.isInf(flags).toBooleanArray());
        Tensor nan = Tensors.of(new double[] {Double.NaN});
        assertTrue(Comparisons.allClose(nan, nan, 0, 0, true));
    }
}
