package io.github.gradlock.harness.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.Convolution.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTests {
    /** A bilinear form and its derivatives are adjoint: ⟨r, i∗f⟩ = ⟨i, dI⟩ = ⟨f, dF⟩, exactly for whole numbers. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1, 1", "2, 1, 1, 1", "1, 2, 2, 1", "3, 1, 1, 2", "2, 2, 2, 2"})
    void derivativesAreAdjoint(int stride, int padding, int dilation, long groups) {
        List<Long> images = List.of(2L, 2 * groups, 7L, 6L);
        List<Long> filters = List.of(2 * groups, 2L, 3L, 2L);
        List<Long> results =
                List.of(2L, 2 * groups, size(7, 3, stride, padding, dilation), size(6, 2, stride, padding, dilation));
        Map<String, String> attributes =
                Map.of("stride", "" + stride, "padding", "[%1$d, %1$d]".formatted(padding), "dilation", "" + dilation);
        Convolution convolution =
                Convolution.of(images, filters, results, attributes).get(0);
        double[] i = numbers(images, 1);
        double[] f = numbers(filters, 2);
        double[] r = numbers(results, 3);

        double form = dot(r, all(convolution, Role.RESULTS, r.length, i, f));

        assertTrue(form != 0);
        assertEquals(form, dot(i, all(convolution, Role.IMAGES, i.length, r, f)));
        assertEquals(form, dot(f, all(convolution, Role.FILTERS, f.length, r, i)));
    }

    @Test
    void whatIsNotSaidIsFoundFromTheShapes() {
        Convolution found = Convolution.of(List.of(1L, 3L, 8L), List.of(4L, 3L, 3L), List.of(1L, 4L, 4L), Map.of())
                .get(0);
        assertEquals("2 1 1", found.stride() + " " + found.padding() + " " + found.dilation());
        Convolution plain =
                Convolution.of(List.of(9L), List.of(4L), List.of(6L), Map.of()).get(0);
        assertEquals("1 0 1", plain.stride() + " " + plain.padding() + " " + plain.dilation());
        assertTrue(Convolution.of(List.of(1L, 3L, 8L), List.of(4L, 2L, 3L), List.of(1L, 4L, 6L), Map.of())
                .isEmpty());
    }

    @Test
    void whatIsAnotherOneInEachDimensionIsNotKnown() {
        List<Long> images = List.of(1L, 1L, 8L, 8L);
        List<Long> filters = List.of(1L, 1L, 3L, 3L);
        List<Long> results = List.of(1L, 1L, 6L, 6L);
        assertTrue(!Convolution.of(images, filters, results, Map.of("stride", "(1, 1)"))
                .isEmpty());
        for (String stride : List.of("(1, 2)", "1001", "99999999999")) {
            assertTrue(
                    Convolution.of(images, filters, results, Map.of("stride", stride))
                            .isEmpty(),
                    stride);
        }
    }

    private static long size(int image, int filter, int stride, int padding, int dilation) {
        return (image + 2 * padding - dilation * (filter - 1) - 1) / stride + 1;
    }

    private static double[] numbers(List<Long> shape, long seed) {
        int count = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        return new Random(seed).ints(count, -9, 10).asDoubleStream().toArray();
    }

    private static double[] all(Convolution convolution, Role role, int count, double[] a, double[] b) {
        double[] sums = new double[count];
        Arrays.setAll(sums, place -> {
            double[][] factors = convolution.factors(role, place, a, b);
            return dot(factors[0], factors[1]);
        });
        return sums;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
