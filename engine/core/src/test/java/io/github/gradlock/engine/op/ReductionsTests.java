package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions, scans and statistics; expected values are those of PyTorch. */
class ReductionsTests {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static double[] grad(Tensor output, Tensor input) {
        return Autograd.grad(output.sum(), List.of(input)).get(0).toDoubleArray();
    }

    private static double[] second(Tensor output, Tensor input) {
        Tensor first = Autograd.grad(
                        List.of(output.sum()),
                        List.of(input),
                        List.of(Tensors.scalar(1.0)),
                        GradOptions.DEFAULT.creatingGraph())
                .get(0);
        return grad(first, input);
    }

    @Test
    void runningExtremaTakeTheLastOfEqualOnesAndKeepNaN() {
        Tensor x = leaf(1, 3, 3, 2, NAN, 4, NAN);
        Selection found = x.cummax(0);
        assertArrayEquals(
                new double[] {1, 3, 3, 3, NAN, NAN, NAN}, found.values().toDoubleArray());
        assertArrayEquals(new long[] {0, 1, 2, 2, 4, 4, 6}, found.indices().toLongArray());
        assertArrayEquals(new double[] {1, 1, 2, 0, 2, 0, 1}, grad(found.values(), x));
        assertArrayEquals(
                new long[] {0, 0, 2}, leaf(1, 2, 1).cummin(0).indices().toLongArray());
        assertArrayEquals(
                new boolean[] {false, true, true},
                Tensors.of(new boolean[] {false, true, false})
                        .cummax(0)
                        .values()
                        .toBooleanArray());
    }

    @Test
    void runningProductsAreExactAtZeros() {
        Tensor x = leaf(2, 0, 3, 0, 5);
        assertArrayEquals(new double[] {1, 8, 0, 0, 0}, grad(x.cumprod(0), x));
        // The gradients of x0 + x0 x1 + x0 x1 x2 add up to 1 + x1 + x1 x2 + x0 + x0 x2 + x0 x1.
        assertArrayEquals(new double[] {4, 6, 2, 0, 0}, second(x.narrow(0, 0, 3).cumprod(0), x));
        assertArrayEquals(
                new long[] {2, 6, 6},
                Tensors.of(new long[] {2, 3, 1}).cumprod(0).toLongArray());
        assertEquals(
                Shape.of(0, 2), Tensors.zeros(DType.FLOAT64, 0, 2).cumprod(0).shape());
    }

    @Test
    void logcumsumexpNeitherOverflowsNorLosesAZero() {
        Tensor x = leaf(-INF, -1000, 1000, 1000);
        double[] y = x.logcumsumexp(0).toDoubleArray();
        assertArrayEquals(new double[] {-INF, -1000, 1000, 1000 + StrictMath.log(2)}, y);
        assertArrayEquals(new double[] {1, 1, 1.5, 0.5}, grad(x.logcumsumexp(0), x), 1e-12);
        Tensor last = leaf(0, 0);
        Tensor output = last.logcumsumexp(0).narrow(0, 1, 1);
        assertArrayEquals(new double[] {0, 0}, second(output, last), 1e-16);
        assertArrayEquals(new double[] {INF, INF}, leaf(INF, 1).logcumsumexp(0).toDoubleArray());
    }

    @Test
    void nansAreLeftOutOfSumsAndMeans() {
        Tensor x = leaf(1, NAN, 3);
        assertEquals(4, x.nansum(false).item());
        assertArrayEquals(new double[] {1, 0, 1}, grad(x.nansum(true, 0), x));
        assertEquals(2, x.nanmean(false).item());
        assertArrayEquals(new double[] {0.5, 0, 0.5}, grad(x.nanmean(false), x));
        assertEquals(NAN, leaf(NAN).nanmean(false).item());
    }

    @Test
    void truthAndCountsAskWhetherAnElementIsZero() {
        Tensor x = Tensors.of(new double[] {0, NAN, 2, 1}, 2, 2);
        assertArrayEquals(new boolean[] {false, true}, x.all(false, 1).toBooleanArray());
        assertEquals(Shape.of(1, 1), x.any(true).shape());
        assertArrayEquals(new long[] {1, 2}, x.countNonzero(1).toLongArray());
        Tensor none = Tensors.zeros(DType.INT64, 0);
        assertEquals(1, none.all(false).item());
        assertEquals(0, none.any(false).item());
        assertEquals(1, x.argmin().item());
    }

    @Test
    void varianceOfTooFewElementsIsNotANumber() {
        assertEquals(NAN, leaf(1).var(1, false).item());
        assertEquals(0, leaf(1).var(0, false).item());
        assertEquals(INF, leaf(1, 2).var(2, false).item());
        Statistics.Spread found = Statistics.stdMean(leaf(1, 3), 0, true, 0);
        assertEquals(1, found.value().item());
        assertEquals(2, found.mean().item());
        assertEquals(Shape.of(1), found.mean().shape());
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensors.of(new long[] {1, 2}).var(1, false));
    }

    @Test
    void normsOfAnyOrderAreFlatAtZero() {
        for (double p : new double[] {-INF, -2, 0, 0.5, 1, 1.5, 2, 3, INF}) {
            Tensor zero = leaf(0, 0);
            assertArrayEquals(new double[] {0, 0}, grad(zero.norm(p, false), zero), "order " + p);
            if (p != 0) {
                assertArrayEquals(new double[] {0, 0}, second(zero.norm(p, false), zero), "second, order " + p);
            }
        }
        Tensor partly = leaf(0, 4);
        assertEquals(0, partly.norm(-2, false).item());
        assertArrayEquals(new double[] {0, 0}, grad(partly.norm(-2, false), partly));
        assertEquals(0, Tensors.zeros(DType.FLOAT64, 0).norm(3, false).item());
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensors.zeros(DType.FLOAT64, 0).norm(INF, false));
    }

    @Test
    void covarianceIsThatOfRows() {
        Tensor x = Tensors.of(new double[] {0, 2, 2, 0}, 2, 2);
        assertArrayEquals(new double[] {2, -2, -2, 2}, Statistics.cov(x, 1).toDoubleArray());
        assertArrayEquals(new double[] {1, -1, -1, 1}, Statistics.corrcoef(x).toDoubleArray(), 1e-15);
        assertEquals(Shape.SCALAR, Statistics.cov(leaf(1, 2), 1).shape());
    }

    @Test
    void differencesAndIntegralsFollowTheDimension() {
        Tensor x = Tensors.of(new double[] {1, 4, 9, 16});
        assertArrayEquals(new double[] {2, 2}, Differences.diff(x, 2, 0).toDoubleArray());
        assertEquals(0, Differences.diff(x, 7, 0).numel());
        assertEquals(21.5, Differences.trapezoid(x, 1, -1).item());
        assertArrayEquals(
                new double[] {5, 18},
                Differences.cumulativeTrapezoid(x.narrow(0, 0, 3), 2, 0).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> Differences.diff(Tensors.scalar(1.0), 1, 0));
    }
}
