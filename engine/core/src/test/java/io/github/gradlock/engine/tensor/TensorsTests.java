package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TensorsTests {
    @Test
    void factoriesFillRowMajor() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Tensor x = Tensors.of(values, 2, 3);
        values[0] = 9;
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x.toFloatArray());
        assertEquals(Shape.of(2), Tensors.of(new boolean[2]).shape());
        assertArrayEquals(
                new double[] {1, 0, 0, 1}, Tensors.eye(2, DType.FLOAT64).toDoubleArray());
        assertArrayEquals(new long[] {1, 1}, Tensors.ones(DType.INT64, 2).toLongArray());
        assertArrayEquals(new long[] {5, 3, 1}, Tensors.arange(5, 0, -2).toLongArray());
        assertArrayEquals(new long[] {0, 1, 2}, Tensors.arange(3).toLongArray());
        assertEquals(0, Tensors.arange(0).numel());
        assertEquals(
                0x1.000002p62f,
                Tensors.scalar((1L << 62) + (1L << 38) + 1, DType.FLOAT32).item());
    }

    @Test
    void factoriesSayWhatIsWrong() {
        assertMessage("shape [2, 2] wants 4 elements, got 3", () -> Tensors.of(new float[3], 2, 2));
        assertMessage("arange from 0 to 3 is not reachable with step -1", () -> Tensors.arange(0, 3, -1));
        assertMessage("negative size in shape [2, -1]", () -> Tensors.zeros(DType.BOOL, 2, -1));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void readingBackFollowsStridesAndMakesNaNCanonical() {
        Tensor x = Tensors.of(new float[] {1, 2, 3, 4, Float.intBitsToFloat(0xffc12345), 6}, 2, 3);
        Tensor t = x.alias(x.layout().transpose(0, 1));
        float[] copy = t.toFloatArray();
        assertArrayEquals(new float[] {1, 4, 2, Float.NaN, 3, 6}, copy);
        assertEquals(0x7fc00000, Float.floatToRawIntBits(copy[3]));
        assertNotSame(copy, t.toFloatArray());
        double[] wide = Tensors.of(new double[] {Double.longBitsToDouble(-1L)}).toDoubleArray();
        assertEquals(0x7ff8000000000000L, Double.doubleToRawLongBits(wide[0]));
        assertMessage(
                "expected a float64 tensor on the host, got float32 [3, 2] in Float32; toFloatArray() reads it as it is, and to(DType.FLOAT64) converts it first",
                t::toDoubleArray);
    }

    @Test
    void itemWantsOneElement() {
        assertEquals(2.5, Tensors.scalar(2.5f).item());
        assertEquals(1, Tensors.scalar(true).item());
        assertEquals(7, Tensors.of(new long[] {7}, 1, 1).item());
        Tensor two = Tensors.of(new float[2]);
        assertEquals(
                "a Tensor with 2 elements cannot be converted to Scalar: shape [2]",
                assertThrows(IllegalStateException.class, two::item).getMessage());
    }

    @Test
    void broadcastAlignsAtTheEnd() {
        assertEquals(Shape.of(4, 2, 3), Shape.broadcast(Shape.of(2, 1), Shape.of(4, 1, 3)));
        assertEquals(Shape.of(0, 3), Shape.broadcast(Shape.of(1, 3), Shape.of(0, 1)));
        assertEquals(Shape.of(2), Shape.broadcast(Shape.SCALAR, Shape.of(2)));
        assertMessage(
                "shapes [2, 3] and [4, 2, 2] cannot be broadcast: sizes 3 and 2 differ in dimension 2 and neither is 1",
                () -> Shape.broadcast(Shape.of(2, 3), Shape.of(4, 2, 2)));
    }

    @Test
    void usualFormsNeedNoDtype() {
        assertEquals(
                "tensor([[0., 0., 0.],\n        [0., 0., 0.]])",
                Tensors.zeros(2, 3).toString());
        assertEquals("tensor([1., 1.])", Tensors.ones(2).toString());
        assertEquals("tensor([[1., 0.],\n        [0., 1.]])", Tensors.eye(2).toString());
        assertEquals("tensor([1, 2])", Tensors.of(new int[] {1, 2}).toString());
        assertEquals(
                "tensor([[1., 2.],\n        [3., 4.]], dtype=float64)",
                Tensors.of(new double[][] {{1, 2}, {3, 4}}).toString());
        assertEquals(DType.FLOAT32, Tensors.of(new float[][] {{1, 2}}).dtype());
        assertThrows(IllegalArgumentException.class, () -> Tensors.of(new double[][] {{1}, {1, 2}}));
    }

    @Test
    void promotionFollowsPyTorch() {
        Tensor floats = Tensors.zeros(DType.FLOAT32, 2);
        Tensor longs = Tensors.zeros(DType.INT64, 2);
        Tensor bools = Tensors.zeros(DType.BOOL, 2);
        Tensor doubleScalar = Tensors.scalar(1.0);
        assertEquals(DType.FLOAT32, Promotion.resultType(floats, longs));
        assertEquals(DType.FLOAT32, Promotion.resultType(floats, doubleScalar));
        assertEquals(DType.FLOAT64, Promotion.resultType(longs, doubleScalar));
        assertEquals(DType.FLOAT64, Promotion.resultType(Tensors.scalar(1f), doubleScalar));
        assertEquals(DType.INT64, Promotion.resultType(bools, longs));
        assertEquals(DType.INT64, Promotion.resultType(bools, 3));
        assertEquals(DType.FLOAT32, Promotion.resultType(longs, 0.5));
        assertEquals(DType.INT64, Promotion.resultType(longs, 2L));
        assertEquals(DType.FLOAT64, Promotion.resultType(doubleScalar, 2.5));
        assertEquals(DType.FLOAT32, Promotion.toFloating(DType.BOOL));
    }

    @Test
    void numbersFromStartToEndMeetBothInTheMiddle() {
        double step = (0.7 + 0.3) / 7;
        double[] expected = {
            -0.3, -0.3 + step, -0.3 + step * 2, -0.3 + step * 3, 0.7 - step * 3, 0.7 - step * 2, 0.7 - step, 0.7
        };
        assertArrayEquals(
                expected, Tensors.linspace(-0.3, 0.7, 8, DType.FLOAT64).toDoubleArray());
        float narrow = (0.7f - -0.3f) / 2;
        assertArrayEquals(
                new float[] {-0.3f, 0.7f - narrow, 0.7f},
                Tensors.linspace(-0.3, 0.7, 3).toFloatArray());
        assertArrayEquals(
                new long[] {0, 2, 5, 7, 10},
                Tensors.linspace(0, 10, 5, DType.INT64).toLongArray());
        assertArrayEquals(new float[] {3}, Tensors.linspace(3, 9, 1).toFloatArray());
        assertEquals(0, Tensors.linspace(0, 1, 0).numel());
        assertArrayEquals(new float[] {0.1f, 1, 10}, Tensors.logspace(-1, 1, 3).toFloatArray());
        assertArrayEquals(
                new double[] {1, 2, 4},
                Tensors.logspace(0, 2, 3, 2, DType.FLOAT64).toDoubleArray());
        assertMessage("linspace: number of steps must be non-negative, got -1", () -> Tensors.linspace(0, 1, -1));
    }

    @Test
    void numbersByAStepEndBeforeTheEnd() {
        double[] expected = {0.1, 0.1 + 0.3, 0.1 + 2 * 0.3};
        assertArrayEquals(expected, Tensors.arange(0.1, 1, 0.3, DType.FLOAT64).toDoubleArray());
        assertArrayEquals(new float[] {1, 0.5f}, Tensors.arange(1.0, 0, -0.5).toFloatArray());
        assertArrayEquals(new long[] {2, 3, 4}, Tensors.arange(2, 5).toLongArray());
        assertMessage("arange from 0.0 to 1.0 is not reachable with step -0.5", () -> Tensors.arange(0, 1, -0.5));
        assertMessage("arange from 1.0 to 0.5 is not reachable with step 1.0", () -> Tensors.arange(1, 0.5, 1.0));
        assertMessage("arange from 1.0 to 1.0 is not reachable with step 0.0", () -> Tensors.arange(1, 1, 0.0));
        assertMessage(
                "arange from 0.0 to 1.0E30 with step 1.0 has more elements than a tensor can hold",
                () -> Tensors.arange(0, 1e30, 1.0));
        assertEquals(0, Tensors.arange(1, 1, -1.0).numel());
        assertMessage(
                "arange of floating-point numbers gives floating dtypes, not int64; give it integers",
                () -> Tensors.arange(0.5, 3, 1, DType.INT64));
    }

    @Test
    void constantsTakeShapeAndDtypeOfAnother() {
        Tensor like = Tensors.zeros(DType.INT64, 2, 3);
        assertEquals(like.shape(), Tensors.onesLike(like).shape());
        assertArrayEquals(
                new long[] {7, 7, 7, 7, 7, 7}, Tensors.fullLike(like, 7).toLongArray());
        assertEquals(DType.INT64, Tensors.zerosLike(like).dtype());
        assertArrayEquals(new long[] {5, 5}, Tensors.full(new int[] {2}, 5).toLongArray());
        assertArrayEquals(new float[] {0.5f}, Tensors.full(new int[] {1}, 0.5).toFloatArray());
        assertArrayEquals(
                new double[] {0.1},
                Tensors.full(new int[] {1}, 0.1, DType.FLOAT64).toDoubleArray());
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0}, Tensors.eye(2, 3).toFloatArray());
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0}, Tensors.eye(3, 2).toFloatArray());
    }

    @Test
    void nestedArraysHaveOneShape() {
        Tensor cube = Tensors.of(new double[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}});
        assertEquals(Shape.of(3, 2, 2), cube.shape());
        assertEquals(7, cube.select(0, 1).select(0, 1).select(0, 0).item());
        assertEquals(Shape.of(1, 1, 2), Tensors.of(new float[][][] {{{1, 2}}}).shape());
        assertArrayEquals(
                new long[] {1, 2, 3, 4},
                Tensors.of(new long[][] {{1, 2}, {3, 4}}).toLongArray());
        assertEquals(0, Tensors.of(new double[0][][]).numel());
        assertMessage(
                "expected matrices of shape [1, 2] at index 1, got [1, 1]",
                () -> Tensors.of(new double[][][] {{{1, 2}}, {{3}}}));
    }

    @Test
    void aSizeOfZeroMakesAnyShapeEmpty() {
        assertEquals(0, Tensors.zeros(65536, 65536, 0).numel());
        assertEquals(0, Tensors.zeros(0, 65536, 65536).numel());
        assertThrows(IllegalArgumentException.class, () -> Tensors.zeros(65536, 65536));
    }
}
