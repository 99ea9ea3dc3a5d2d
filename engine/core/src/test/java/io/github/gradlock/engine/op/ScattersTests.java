package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Scatters.Reduction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writing by index; expected values are those of PyTorch. */
class ScattersTests {
    private static final Tensor TWICE = Tensors.of(new long[] {1, 1, 0});

    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static double[] grad(Tensor output, Tensor input) {
        return Autograd.grad(output.sum(), List.of(input)).get(0).toDoubleArray();
    }

    @Test
    void theLastOfSeveralStaysAndAllGetItsDerivative() {
        Tensor x = leaf(1, 2, 3);
        Tensor source = leaf(4, 5, 6);
        Tensor y = x.scatter(0, TWICE, source);
        assertArrayEquals(new double[] {6, 5, 3}, y.toDoubleArray());
        assertArrayEquals(new double[] {0, 0, 1}, grad(y, x));
        assertArrayEquals(new double[] {1, 1, 1}, grad(x.scatter(0, TWICE, source), source));
        Tensor value = Tensors.scalar(7.0).requiresGrad_();
        assertArrayEquals(new double[] {3}, grad(Scatters.indexFill(x, 0, TWICE, value), value));
        assertArrayEquals(new double[] {6, 5, 3}, x.indexCopy(0, TWICE, source).toDoubleArray());
    }

    @Test
    void theBaseTakesPartOrNot() {
        Tensor x = Tensors.of(new double[] {2, 3, 10});
        Tensor source = Tensors.of(new double[] {4, 5, 8});
        double[][] expected = {
            {10, 12, 10}, {8, 9, 10},
            {16, 60, 10}, {8, 20, 10},
            {5, 4, 10}, {8, 4.5, 10},
            {8, 5, 10}, {8, 5, 10},
            {2, 3, 10}, {8, 4, 10}
        };
        for (Reduction reduction : Reduction.values()) {
            int row = 2 * reduction.ordinal();
            assertArrayEquals(
                    expected[row],
                    x.scatterReduce(0, TWICE, source, reduction, true).toDoubleArray());
            assertArrayEquals(
                    expected[row + 1],
                    x.scatterReduce(0, TWICE, source, reduction, false).toDoubleArray());
        }
    }

    @Test
    void equalElementsShareTheDerivativeOfAnExtremum() {
        Tensor x = leaf(1, 5);
        Tensor source = leaf(5, 5, 0);
        Tensor y = x.scatterReduce(0, TWICE, source, Reduction.AMAX, true);
        assertArrayEquals(new double[] {1, 1.0 / 3}, grad(y, x));
        y = x.scatterReduce(0, TWICE, source, Reduction.AMAX, true);
        assertArrayEquals(new double[] {1.0 / 3, 1.0 / 3, 0}, grad(y, source));
        y = x.scatterReduce(0, TWICE, source, Reduction.AMAX, false);
        assertArrayEquals(new double[] {0, 0}, grad(y, x));
    }

    @Test
    void productsWithZerosHaveTheDerivativeOfTheOthers() {
        Tensor x = leaf(2, 3);
        Tensor source = leaf(0, 5, 0);
        Tensor y = x.scatterReduce(0, TWICE, source, Reduction.PROD, true);
        assertArrayEquals(new double[] {0, 0}, y.toDoubleArray());
        assertArrayEquals(new double[] {15, 0, 2}, grad(y, source));
        y = x.scatterReduce(0, TWICE, source, Reduction.PROD, true);
        assertArrayEquals(new double[] {0, 0}, grad(y, x));
    }

    @Test
    void zeroDimensionsCountAsALineAndNoIndexChangesNothing() {
        Tensor x = Tensors.scalar(2.0).requiresGrad_();
        Tensor zero = Tensors.scalar(0L);
        Tensor one = Tensors.of(new long[1]);
        assertEquals(5, x.scatter(0, zero, Tensors.scalar(5.0)).item());
        assertEquals(7, x.scatterAdd(-1, zero, Tensors.scalar(5.0)).item());
        assertEquals(7, x.indexAdd(0, one, Tensors.of(new double[] {5})).item());
        assertEquals(-3, Scatters.indexAdd(x, 0, one, Tensors.scalar(5.0), -1).item());
        assertEquals(4, x.indexFill(0, one, 4).item());
        assertEquals(Shape.SCALAR, x.indexCopy(0, one, Tensors.scalar(5.0)).shape());
        Tensor none = Tensors.zeros(DType.INT64, 2, 0);
        Tensor matrix = Tensors.ones(DType.FLOAT64, 2, 2).requiresGrad_();
        assertArrayEquals(
                new double[] {1, 1, 1, 1}, grad(matrix.scatter(1, none, Tensors.zeros(DType.FLOAT64, 2, 0)), matrix));
        assertEquals(Shape.of(2, 0), leaf(1, 2).gather(0, none).shape());
    }

    @Test
    void errorsNameTheOpAndTheShapes() {
        Tensor x = Tensors.zeros(DType.FLOAT64, 2, 3);
        Tensor index = Tensors.zeros(DType.INT64, 3, 3);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> x.scatter(1, index, Tensors.zeros(DType.FLOAT64, 3, 3)));
        assertEquals("shape mismatch in scatter: index [3, 3] exceeds [2, 3]", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> x.indexCopy(0, Tensors.of(new long[] {0}), Tensors.zeros(DType.FLOAT64, 2, 3)));
        assertEquals("shape mismatch in index_copy: source [2, 3], wanted [1, 3]", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> x.scatter(0, Tensors.zeros(DType.INT64, 1, 3), Tensors.zeros(DType.FLOAT32, 1, 3)));
        assertEquals(
                "dtype mismatch in scatter: lhs float64, rhs float32; convert one: x.to(DType.FLOAT64)",
                e.getMessage());
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> x.scatter(1, index.narrow(0, 0, 2).add(3), 1));
    }
}
