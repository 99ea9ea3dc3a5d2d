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
        assertMessage("expected a float64 tensor on the host, got float32 [3, 2] in Float32", t::toDoubleArray);
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
}
