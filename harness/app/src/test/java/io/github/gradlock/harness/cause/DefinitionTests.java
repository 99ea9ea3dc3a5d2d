package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.f32;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionTests {
    private final Values x = f32(0.5, -1.25, 3, 0.1, -0.7, 2);

    @Test
    void holdsElementwiseOperationsToTheirMeaning() {
        Values sigmoid = f32(map(v -> 1 / (1 + Math.exp(-v))));
        assertMet("sigmoid", List.of(x), sigmoid, true);
        assertMet("sigmoid", List.of(x), f32(map(v -> 1 / (1.001 + Math.exp(-v)))), false);
        assertMet("mul", List.of(x, f32(2)), f32(map(v -> 2 * v)), true);
        assertMet("mul", List.of(x, f32(2)), f32(map(v -> 2 * v + 0.01)), false);
    }

    @Test
    void repeatsRowsAndColumnsAsNumPyDoes() {
        Values matrix = values(ElementType.F64, List.of(2L, 3L), 1, 2, 3, 4, 5, 6);
        Values row = f64(10, 20, 30);
        Values column = values(ElementType.F64, List.of(2L, 1L), 100, 200);
        assertMet("add", List.of(matrix, row), values(ElementType.F64, List.of(2L, 3L), 11, 22, 33, 14, 25, 36), true);
        assertMet(
                "add",
                List.of(matrix, column),
                values(ElementType.F64, List.of(2L, 3L), 101, 102, 103, 204, 205, 206),
                true);
    }

    @Test
    void knowsSoftmaxAlongTheLastDimension() {
        Values rows = values(ElementType.F64, List.of(2L, 2L), 0, Math.log(3), 5, 5);
        Values softmax = values(ElementType.F64, List.of(2L, 2L), 0.25, 0.75, 0.5, 0.5);
        assertMet("softmax", List.of(rows), softmax, true);
        assertMet("softmax", List.of(rows), values(ElementType.F64, List.of(2L, 2L), 0.3, 0.7, 0.5, 0.5), false);
        assertMet("logsumexp", List.of(rows), f64(Math.log(4), 5 + Math.log(2)), true);
        Values cotangent = values(ElementType.F64, List.of(2L, 2L), 1, 2, 3, -1);
        Values gradient = values(ElementType.F64, List.of(2L, 2L), -0.1875, 0.1875, 1, -1);
        assertMet("_softmax_backward_data", List.of(cotangent, softmax), gradient, true);
        Values logarithms =
                values(ElementType.F64, List.of(2L, 2L), Math.log(0.25), Math.log(0.75), Math.log(0.5), Math.log(0.5));
        gradient = values(ElementType.F64, List.of(2L, 2L), 0.25, -0.25, 2, -2);
        assertMet("log_softmax_backward", List.of(cotangent, logarithms), gradient, true);
        assertMet("log_softmax_backward", List.of(cotangent, logarithms), cotangent, false);
    }

    @Test
    void knowsSumsInAnyOrderAndDirection() {
        Values terms = f64(1, 0x1p60, -0x1p60, 3);
        assertMet("cumsum", List.of(terms), f64(1, 0x1p60, 0, 3), true);
        assertMet("cumsum", List.of(f64(1, 2, 3)), f64(6, 5, 3), true);
        assertMet("cumsum", List.of(f64(1, 2, 3)), f64(0, 1, 3), false);
        Values index = new Values(ElementType.I64, List.of(3L), new long[] {1, 0, 1}, new double[] {1, 0, 1});
        assertMet("scatter_add", List.of(f64(1, 2, 4), index), f64(2, 5), true);
        assertMet("scatter_add", List.of(f64(1, 2, 4), index), f64(2, 4), false);
        assertMet("addmv", List.of(f64(10, 20), matrix(), f64(1, 1)), f64(13, 27), true);
        assertMet("mse_loss", List.of(f64(1, 3), f64(0, 1)), f64(2.5), true);
    }

    @Test
    void knowsConvolutionsOfSeveralChannels() {
        Values images = values(ElementType.F64, List.of(1L, 2L, 2L, 3L), 1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60);
        Values filters = values(ElementType.F64, List.of(1L, 2L, 2L, 2L), 1, 0, 0, 1, 0, 1, 0, 0);
        Values valid = values(ElementType.F64, List.of(1L, 1L, 1L, 2L), 1 + 5 + 20, 2 + 6 + 30);
        assertMet("conv2d", List.of(images, filters), valid, true);
        assertMet(
                "conv2d", List.of(images, filters, f64(0.5)), values(ElementType.F64, valid.shape(), 26.5, 38.5), true);
        assertMet("conv2d", List.of(images, filters), values(ElementType.F64, valid.shape(), 26, 39), false);
        Values signal = values(ElementType.F64, List.of(1L, 1L, 3L), 1, 2, 3);
        Values filter = values(ElementType.F64, List.of(1L, 1L, 3L), 1, 10, 100);
        Values same = values(ElementType.F64, List.of(1L, 1L, 3L), 210, 321, 32);
        assertMet("conv1d", List.of(signal, filter), same, true);
    }

    @Test
    void knowsDerivativesOfConvolutions() {
        Values filters = values(ElementType.F64, List.of(1L, 1L, 2L), 1, 10);
        Values results = values(ElementType.F64, List.of(1L, 1L, 2L), 3, 4);
        Values images = values(ElementType.F64, List.of(1L, 1L, 3L), 5, 6, 7);
        Values ofImages = values(ElementType.F64, images.shape(), 3, 34, 40);
        assertMet("convolution_backward", List.of(results, filters), ofImages, true);
        assertMet("convolution_backward", List.of(results, filters), images, false);
        Values ofFilters = values(ElementType.F64, filters.shape(), 15 + 24, 18 + 28);
        assertMet("convolution_backward", List.of(images, results), ofFilters, true);
        assertMet("conv1d_weight", List.of(results, images), ofFilters, true);
        assertMet("conv_transpose1d", List.of(results, filters), ofImages, true);
    }

    @Test
    void knowsTransposedConvolutions() {
        Values filters = values(ElementType.F64, List.of(1L, 1L, 2L), 1, 10);
        Values taken = values(ElementType.F64, List.of(1L, 1L, 2L), 3, 4);
        Values made = values(ElementType.F64, List.of(1L, 1L, 3L), 3.5, 34.5, 40.5);
        assertMet("conv_transpose1d", List.of(taken, filters, f64(0.5)), made, true);
        assertMet("_convolution", Map.of("transposed", "True"), List.of(taken, filters, f64(0.5)), made, true);
        Values apart = values(ElementType.F64, List.of(1L, 1L, 4L), 3, 30, 4, 40);
        assertMet("conv_transpose1d", Map.of("stride", "2"), List.of(taken, filters), apart, true);
        assertMet("conv_transpose1d", Map.of("stride", "(2,)"), List.of(taken, filters), apart, true);
    }

    @Test
    void readsTheEquationOfAContraction() {
        Values product = values(ElementType.F64, List.of(2L, 2L), 7, 10, 15, 22);
        Values byRows = values(ElementType.F64, List.of(2L, 2L), 5, 11, 11, 25);
        Map<String, String> ofRows = Map.of("equation", "ij,kj->ik");
        assertMet("einsum", List.of(matrix(), matrix()), product, true);
        assertMet("einsum", ofRows, List.of(matrix(), matrix()), byRows, true);
        assertMet("einsum", ofRows, List.of(matrix(), matrix()), product, false);
        assertMet("inner", List.of(matrix(), matrix()), byRows, true);
        assertMet("tensordot", Map.of("dims", "1"), List.of(matrix(), matrix()), product, true);
        assertMet("tensordot", List.of(matrix(), matrix()), values(ElementType.F64, List.of(), 30), true);
    }

    @Test
    void distancesOfCloseRowsByProductsOfMatricesAreRounding() {
        float far = 1000;
        Values x = values(ElementType.F32, List.of(1L, 2L), far, 1);
        Values y = values(ElementType.F32, List.of(2L, 2L), far, 1.25, 0, 0);
        float squares = far * far + 1;
        float byProducts = (float) Math.sqrt(squares - 2 * (far * far + 1.25f) + (far * far + 1.25f * 1.25f));
        double away = Math.sqrt(far * far + 1);
        Values direct = values(ElementType.F32, List.of(1L, 2L), 0.25, away);
        Values expanded = values(ElementType.F32, List.of(1L, 2L), byProducts + 0.02, away);
        Definition meaning =
                definition(operation("cdist", List.of(x, y), direct, expanded)).orElseThrow();
        assertTrue(meaning.isMetBy(direct) && meaning.isMetBy(expanded));
        Values wrong = values(ElementType.F32, List.of(1L, 2L), 0.25, away + 1);
        assertFalse(definition(operation("cdist", List.of(x, y), direct, wrong))
                .orElseThrow()
                .isMetBy(wrong));
    }

    @Test
    void knowsSoftmaxAndNormsAlongAnyDimension() {
        Values columns = values(ElementType.F64, List.of(2L, 2L), 0, 5, Math.log(3), 5);
        Values softmax = values(ElementType.F64, List.of(2L, 2L), 0.25, 0.5, 0.75, 0.5);
        Operation along = operation("softmax", Map.of("dim", "0"), List.of(columns), softmax, columns);
        assertTrue(definition(along).orElseThrow().isMetBy(softmax));
        Values rows = values(ElementType.F64, List.of(2L, 3L), 1, 2, 3, -4, 0, 4);
        double[] normal = new double[6];
        for (int i = 0; i < 6; i++) {
            double variance = i < 3 ? 2.0 / 3 : 32.0 / 3;
            normal[i] = (rows.numbers()[i] - (i < 3 ? 2 : 0)) / Math.sqrt(variance + 1e-5);
        }
        Values plain = values(ElementType.F64, List.of(2L, 3L), normal);
        assertMet("layer_norm", List.of(rows), plain, true);
        assertMet("layer_norm", List.of(rows), rows, false);
        normal[1] += 2;
        normal[4] += 2;
        assertMet(
                "layer_norm",
                List.of(rows, f64(1, 1, 1), f64(0, 2, 0)),
                values(ElementType.F64, List.of(2L, 3L), normal),
                true);
    }

    @Test
    void knowsSmallMatrices() {
        Values a = values(ElementType.F64, List.of(2L, 2L), 4, 2, 2, 5);
        assertMet("linalg_cholesky", List.of(a), values(ElementType.F64, List.of(2L, 2L), 2, 0, 1, 2), true);
        assertMet("linalg_cholesky", List.of(a), values(ElementType.F64, List.of(2L, 2L), 2, 1, 0, 2), true);
        assertMet("linalg_cholesky", List.of(a), values(ElementType.F64, List.of(2L, 2L), 2, 0, 1, 2.5), false);
        assertMet("linalg_det", List.of(a), values(ElementType.F64, List.of(), 16), true);
        assertMet(
                "linalg_inv", List.of(a), values(ElementType.F64, List.of(2L, 2L), 0.3125, -0.125, -0.125, 0.25), true);
        assertMet("linalg_solve", List.of(a, f64(8, 12)), f64(1, 2), true);
        assertMet("linalg_solve", List.of(a, f64(8, 12)), f64(2, 1), false);
        assertTrue(
                definition(operation(
                                "linalg_inv", List.of(a.with(new double[] {1, 2, 2, 4})), a, a.with(new double[4])))
                        .isEmpty(),
                "singular");
        assertTrue(
                definition(operation(
                                "linalg_solve",
                                Map.of("left", "False"),
                                List.of(a, a),
                                a,
                                a.transposed().with(new double[4])))
                        .isEmpty(),
                "from the right");
        Values singular = values(ElementType.F64, List.of(3L, 3L), 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Values any = values(ElementType.F64, List.of(3L, 3L), 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertTrue(
                definition(operation("linalg_inv", List.of(singular), any, singular))
                        .isEmpty(),
                "singular");
        double[] hilbert = new double[64];
        java.util.Arrays.setAll(hilbert, i -> 1.0 / (i / 8 + i % 8 + 1));
        Values illConditioned = values(ElementType.F32, List.of(8L, 8L), hilbert);
        Values zero = illConditioned.with(new double[64]);
        assertTrue(
                definition(operation("linalg_inv", List.of(illConditioned), zero, illConditioned))
                        .isEmpty(),
                "no digit of it is sure");
    }

    private static Values matrix() {
        return values(ElementType.F64, List.of(2L, 2L), 1, 2, 3, 4);
    }

    @Test
    void knowsFunctionsWhereTheirFormulasCancel() {
        assertMet("atanh", List.of(f64(-0.999, 0.25)), f64(-3.8002011672502, 0.25541281188299536), true);
        assertMet("asinh", List.of(f64(1e200, -1)), f64(461.2101657793691, -0.881373587019543), true);
        assertMet("acosh", List.of(f64(1e200, 1)), f64(461.2101657793691, 0), true);
        assertMet("logaddexp", List.of(f64(Math.log(0.5), 1), f64(Math.log(0.5), 1)), f64(0, 1 + Math.log(2)), true);
        assertMet("asinh", List.of(f64(1, 1)), f64(0.9, 0.9), false);
        assertMet("linear", List.of(f64(1, 2), matrix()), f64(5, 11), true);
        assertMet("linear", List.of(f64(1, 2), matrix()), f64(7, 10), false);
        assertMet("norm", List.of(f64(3, 4)), values(ElementType.F64, List.of(), 5), true);
        assertTrue(
                definition(operation("softmax", List.of(f64(1, 2), f64(1, 2)), f64(1, 2), f64(2, 1)))
                        .isEmpty(),
                "of a mask nothing is known");
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        Values other = f32(map(v -> v + 1));
        assertTrue(definition(operation("mystery", List.of(x), x, other)).isEmpty());
        assertTrue(definition(operation("input", List.of(), x, other)).isEmpty());
        assertTrue(definition(operation("add", List.of(x, f32(1, 2)), x, other)).isEmpty(), "shapes do not fit");
    }

    /** The other side is off by far, so that there is something to look at. */
    private static void assertMet(String op, List<Values> inputs, Values output, boolean met) {
        assertMet(op, Map.of(), inputs, output, met);
    }

    private static void assertMet(
            String op, Map<String, String> attributes, List<Values> inputs, Values output, boolean met) {
        double[] off = output.numbers().clone();
        off[0] += 1e6;
        Operation operation = operation(op, attributes, inputs, output, output.with(off));
        Definition definition = definition(operation).orElseThrow();
        assertEquals(met, definition.isMetBy(output), () -> op + ": " + definition.error(output) + " roundings");
        assertFalse(definition.isMetBy(operation.rightOutputs().get(0)));
    }

    private static Optional<Definition> definition(Operation operation) {
        return DifferingOutput.of(operation).orElseThrow().definition();
    }

    @Test
    void allowsTheRoundingOfATermThatCancels() {
        float y = 0.9999f;
        double fused = Math.fma(-y, y, 1f);
        double rounded = 1f - y * y;
        assertTrue(rounded != (float) fused);
        Values cotangent = f32(1, 1);
        Values tanh = f32(y, 0.5f);
        assertMet("tanh_backward", List.of(cotangent, tanh), f32(rounded, 0.75), true);
        assertMet("tanh_backward", List.of(cotangent, tanh), f32(fused, 0.75), true);
        float product = 3f * (1 / 3f);
        assertMet("fma", List.of(f32(3), f32(1 / 3f), f32(-1)), f32(product - 1), true);
    }

    private double[] map(java.util.function.DoubleUnaryOperator function) {
        return java.util.Arrays.stream(x.numbers()).map(function).toArray();
    }
}
