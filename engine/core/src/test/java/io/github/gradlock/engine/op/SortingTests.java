package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Quantiles.Interpolation;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders and what is found in them; expected values are those of PyTorch. */
class SortingTests {
    private static final double NAN = Double.NaN;

    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static double[] grad(Tensor output, Tensor input) {
        return Autograd.grad(output.sum(), List.of(input)).get(0).toDoubleArray();
    }

    private static long[] longs(Tensor x) {
        return x.toLongArray();
    }

    @Test
    void sortingIsStableAndPutsNaNLast() {
        Tensor x = Tensors.of(new double[] {2, NAN, 1, 2, -1, 1}, 2, 3);
        Selection sorted = x.sort(1, false);
        assertArrayEquals(new double[] {1, 2, NAN, -1, 1, 2}, sorted.values().toDoubleArray());
        assertArrayEquals(new long[] {2, 0, 1, 1, 2, 0}, longs(sorted.indices()));
        assertArrayEquals(
                new long[] {0, 1, 0, 1, 0, 1}, longs(x.sort(0, true).indices().transpose(0, 1)));
        assertArrayEquals(new long[] {0, 1, 2}, longs(leaf(3, 3, 3).argsort(0, true)));
        assertEquals(Shape.SCALAR, Tensors.scalar(1.0).sort(-1, false).indices().shape());
        assertEquals(
                Shape.of(0, 3),
                Tensors.zeros(DType.FLOAT32, 0, 3).sort(0, true).values().shape());
    }

    @Test
    void chosenElementsGetTheDerivative() {
        Tensor x = leaf(3, 1, 2, 1);
        assertArrayEquals(new double[] {1, 0, 1, 0}, grad(x.topk(2, 0, true).values(), x));
        assertArrayEquals(new double[] {0, 1, 0, 1}, grad(x.topk(2, 0, false).values(), x));
        assertArrayEquals(
                new double[] {0, 0, 0, 1}, grad(x.kthvalue(2, 0, false).values(), x));
        assertArrayEquals(new double[] {0, 0, 0, 1}, grad(x.median(0, true).values(), x));
        assertArrayEquals(new double[] {0, 0.5, 0, 0.5}, grad(x.median(), x));
        assertArrayEquals(new double[] {0, 0, 0, 1}, grad(x.mode(0, false).values(), x));
        assertEquals(3, x.mode(0, false).indices().item());
        Tensor scalar = Tensors.scalar(5.0).requiresGrad_();
        assertArrayEquals(new double[] {1}, grad(scalar.topk(1, -1, true).values(), scalar));
        assertArrayEquals(new double[] {1}, grad(scalar.median(), scalar));
    }

    @Test
    void aNaNIsTheMedianUnlessItIsIgnored() {
        Tensor x = leaf(4, NAN, 2, NAN, 1);
        Selection median = x.median(0, false);
        assertEquals(NAN, median.values().item());
        assertEquals(1, median.indices().item());
        assertArrayEquals(new double[] {0, 0.5, 0, 0.5, 0}, grad(x.median(), x));
        assertEquals(2, Sorting.nanmedian(x).item());
        assertArrayEquals(new double[] {0, 0, 1, 0, 0}, grad(Sorting.nanmedian(x), x));
        assertEquals(2, Sorting.nanmedian(x, 0, false).indices().item());
        assertEquals(NAN, Sorting.nanmedian(leaf(NAN, NAN), 0, false).values().item());
        assertEquals(NAN, Tensors.zeros(DType.FLOAT32, 0).median().item());
        assertEquals(2, Tensors.of(new long[] {3, 1, 2, 4}).median().item());
    }

    @Test
    void badRanksAreRefused() {
        Tensor x = Tensors.zeros(DType.FLOAT64, 2, 3);
        assertThrows(IllegalArgumentException.class, () -> x.topk(4, 1, true));
        assertThrows(IllegalArgumentException.class, () -> x.kthvalue(0, 1, true));
        assertThrows(IndexOutOfBoundsException.class, () -> x.sort(2, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensors.zeros(DType.FLOAT64, 2, 0).median(1, false));
    }

    @Test
    void quantilesLieBetweenElements() {
        Tensor x = Tensors.of(new double[] {0, 2, 1, 3});
        assertEquals(
                1.2, Quantiles.quantile(x, 0.4, 0, false, Interpolation.LINEAR).item(), 1e-15);
        assertEquals(
                1, Quantiles.quantile(x, 0.4, 0, false, Interpolation.LOWER).item());
        assertEquals(
                2, Quantiles.quantile(x, 0.4, 0, false, Interpolation.HIGHER).item());
        assertEquals(
                1.5,
                Quantiles.quantile(x, 0.4, 0, false, Interpolation.MIDPOINT).item());
        assertEquals(
                2, Quantiles.quantile(x, 0.5, 0, false, Interpolation.NEAREST).item());
        Tensor holed = Tensors.of(new double[] {NAN, 1, 3, NAN}, 2, 2);
        assertArrayEquals(
                new double[] {NAN, NAN},
                Quantiles.quantile(holed, 0.5, 1, false, Interpolation.LINEAR).toDoubleArray());
        assertArrayEquals(
                new double[] {1, 3},
                Quantiles.nanquantile(holed, 0.5, 1, false, Interpolation.LINEAR)
                        .toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> Quantiles.quantile(x, 1.5, 0, false, Interpolation.LINEAR));
    }

    @Test
    void distinctElementsAreFoundWithTheirCounts() {
        Searching.Unique found = Searching.unique(Tensors.of(new long[] {3, 1, 3, 2, 1, 3}, 2, 3));
        assertArrayEquals(new long[] {1, 2, 3}, longs(found.values()));
        assertArrayEquals(new long[] {2, 0, 2, 1, 0, 2}, longs(found.inverse()));
        assertEquals(Shape.of(2, 3), found.inverse().shape());
        assertArrayEquals(new long[] {2, 1, 3}, longs(found.counts()));
        assertEquals(
                0, Searching.unique(Tensors.zeros(DType.FLOAT32, 0)).values().numel());
        assertEquals(3, Searching.unique(leaf(NAN, 1, NAN)).values().numel());
    }

    @Test
    void valuesArePlacedInSortedSequences() {
        Tensor sorted = Tensors.of(new double[] {1, 3, 3, 5});
        Tensor values = Tensors.of(new double[] {3, 0, 6, 1, 4, 5}, 2, 3);
        assertArrayEquals(new long[] {1, 0, 4, 0, 3, 3}, longs(Searching.searchsorted(sorted, values, false)));
        assertArrayEquals(new long[] {3, 0, 4, 1, 3, 4}, longs(Searching.searchsorted(sorted, values, true)));
        assertEquals(1, Searching.bucketize(Tensors.scalar(2.0), sorted, false).item());
        Tensor lines = Tensors.of(new double[] {1, 2, 10, 20}, 2, 2);
        assertArrayEquals(new long[] {2, 0, 2, 0, 0, 0}, longs(Searching.searchsorted(lines, values.mul(2), false)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Searching.searchsorted(lines, Tensors.zeros(DType.FLOAT64, 3, 2), false));
    }

    @Test
    void countsFallIntoTheirBins() {
        assertArrayEquals(new long[] {1, 0, 2, 0}, longs(Searching.bincount(Tensors.of(new long[] {2, 0, 2}), 4)));
        assertArrayEquals(
                new double[] {1, 2, 2},
                Searching.histc(leaf(0, 1, 1.5, 2, 3, -1, 4, NAN), 3, 0, 3).toDoubleArray());
        assertThrows(IndexOutOfBoundsException.class, () -> Searching.bincount(Tensors.of(new long[] {-1}), 1));
    }
}
