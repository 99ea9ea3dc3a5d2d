package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Gradients of products: with zeros among the factors, and row by row. */
class ProductGradientTests {
    private static final double[] ROW = {0.1, -0.7, 1.3, 0.9, -1.1, 0.3};

    /** A row of ordinary numbers, with zeros of either sign, with what overflows, and with what is not finite. */
    private static final List<double[]> NEIGHBOURS = List.of(
            new double[] {1, 2, 3, 4, 5, 6},
            new double[] {1, 0, 3, 4, 5, 6},
            new double[] {0, 2, -0.0, 4, 0, 6},
            new double[] {1e200, 1e200, 1e-200, 0, 1, 1},
            new double[] {Double.NaN, 0, Double.POSITIVE_INFINITY, 1, 1, 1});

    private static long[] bits(Tensor tensor) {
        return Arrays.stream(tensor.contiguous().toDoubleArray())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    /** Gives the bits of the first row of the gradient, and of the gradient of a weighted sum of it. */
    private static List<long[]> firstRow(UnaryOperator<Tensor> function, double[] row, double[] neighbour) {
        double[] both = Arrays.copyOf(row, 2 * row.length);
        System.arraycopy(neighbour, 0, both, row.length, row.length);
        Tensor x = Tensors.of(both, 2, row.length).requiresGrad_();
        Tensor first = Autograd.grad(
                        List.of(function.apply(x).sum()), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
        Tensor weights = Tensors.arange(row.length).sub(2.5);
        Tensor second = Autograd.grad(first.mul(weights).sum(), List.of(x)).get(0);
        return List.of(bits(first.select(0, 0)), bits(second.select(0, 0)));
    }

    private static void assertRowsAreApart(UnaryOperator<Tensor> function) {
        double[] zero = ROW.clone();
        zero[3] = 0;
        for (double[] row : List.of(ROW, zero)) {
            List<long[]> alone = firstRow(function, row, row);
            for (double[] neighbour : NEIGHBOURS) {
                List<long[]> found = firstRow(function, row, neighbour);
                assertArrayEquals(alone.get(0), found.get(0), () -> "beside " + Arrays.toString(neighbour));
                assertArrayEquals(alone.get(1), found.get(1), () -> "second, beside " + Arrays.toString(neighbour));
            }
        }
    }

    private static Tensor scattered(Tensor x) {
        long[] places = {0, 2, 0, 0, 2, 0};
        Tensor index = Tensors.of(places, 1, 6).expand(2, 6);
        return Scatters.scatterReduce(
                Tensors.full(x.shape(), 0.5, x.dtype()), 1, index, x, Scatters.Reduction.PROD, true);
    }

    @Test
    void theGradientOfARowDoesNotDependOnAnotherRow() {
        assertRowsAreApart(x -> x.prod(1, false));
        assertRowsAreApart(x -> x.cumprod(1));
        assertRowsAreApart(ProductGradientTests::scattered);
    }

    /** The elements that go to one place have the gradient that they have when nothing goes elsewhere. */
    @Test
    void theGradientAtAPlaceDoesNotDependOnAnotherPlace() {
        Tensor index = Tensors.of(new long[] {1, 0, 1, 0, 1});
        long[][] found = new long[2][];
        for (int i = 0; i < 2; i++) {
            Tensor x = Tensors.of(new double[] {0.1, i, 0.7, 3, -1.3}).requiresGrad_();
            Tensor out =
                    Scatters.scatterReduce(Tensors.of(new double[] {1, 1}), 0, index, x, Scatters.Reduction.PROD, true);
            Tensor grad = Autograd.grad(out.sum(), List.of(x)).get(0);
            found[i] = bits(grad.indexSelect(0, Tensors.of(new long[] {0, 2, 4})));
        }
        assertArrayEquals(found[0], found[1]);
    }

    @Test
    void oneAndSeveralZerosAreDifferentiableTwice() {
        for (double[] row : List.of(
                new double[] {2, 0, 3, -1, 5, 4}, new double[] {0, 0, 3, -1, 5, 4}, new double[] {0, 2, 0, 0, 5, 4})) {
            Tensor x = Tensors.of(row, 1, 6).requiresGrad_();
            Gradcheck.gradgradcheck(t -> t[0].cumprod(1), List.of(x));
            Tensor two = Tensors.of(new double[] {2, 1, 3, -1, 5, 4, 0, 0, 1, 1, 1, 1}, 2, 6)
                    .requiresGrad_();
            Gradcheck.gradgradcheck(t -> scattered(t[0].mul(Tensors.of(row))), List.of(two));
        }
    }

    /** PyTorch's formula, for lines without a zero: result times cotangent, added up from the end, by the element. */
    @Test
    void thirdDerivativesOfRunningProductsAreRight() {
        Tensor x = Tensors.of(new double[] {2, 3, 0.5, -1, 4, 5, 0, 2}, 2, 4).requiresGrad_();
        UnaryOperator<Tensor> gradient = t -> Autograd.grad(
                        List.of(t.cumprod(1)),
                        List.of(t),
                        List.of(Tensors.of(new double[] {1, -2, 0.5, 1, 3, 1, 2, -1}, 2, 4)),
                        GradOptions.DEFAULT.creatingGraph())
                .get(0);
        Gradcheck.gradgradcheck(t -> Autograd.enableGrad(() -> gradient.apply(t[0].mul(1))), List.of(x));
    }

    /** The second derivative of a long line without zeros takes memory for lines, not for a square of them. */
    @Test
    void longLinesWithoutZerosAreDifferentiableTwice() {
        int length = 1 << 16;
        Tensor x = Tensors.ones(DType.FLOAT64, length).requiresGrad_();
        Tensor last = x.cumprod(0).select(0, length - 1);
        Tensor first = Autograd.grad(List.of(last), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
        assertEquals(length, first.sum().item());
        assertEquals(
                length - 1.0,
                Autograd.grad(first.select(0, 7), List.of(x)).get(0).sum().item());
    }
}
