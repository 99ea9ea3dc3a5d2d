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
import org.junit.jupiter.api.function.Executable;

class ConvolutionsTests {
    private static final ConvolutionOptions DEFAULT = ConvolutionOptions.DEFAULT;

    private static Tensor shaped(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    /** Small integers, so that sums are exact in any order. */
    private static Tensor integers(int seed, int... sizes) {
        double[] values = new double[Shape.of(sizes).numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7 + seed * 5 + i * i % 3) % 11 - 5;
        }
        return Tensors.of(values, sizes).requiresGrad_();
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void convolutionIsThatWrittenOutByHand() {
        Tensor image = Tensors.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
        Tensor weight = Tensors.of(new double[] {1, 10, 100, 1000}, 1, 1, 2, 2).requiresGrad_();
        Tensor result = Convolutions.conv2d(image, weight, null);
        assertArrayEquals(new double[] {5421, 6532, 8754, 9865}, result.toDoubleArray());
        Tensor grad = Autograd.grad(result.sum(), List.of(weight)).get(0);
        assertArrayEquals(new double[] {12, 16, 24, 28}, grad.toDoubleArray());
    }

    @Test
    void anElementIsOneChainOverChannelAndPlace() {
        double[] x = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
        double[] w = {0.9, 1.1, 1.3, 1.7, 1.9, 2.3, 2.9, 3.1};
        double chain = 0;
        for (int i = 0; i < x.length; i++) {
            chain = Math.fma(w[i], x[i], chain);
        }
        Tensor result = Convolutions.conv2d(Tensors.of(x, 1, 2, 2, 2), Tensors.of(w, 1, 2, 2, 2), null);
        assertEquals(chain, result.item());
    }

    @Test
    void oneAndThreeDimensionsAreTwoWithTheOthersOfSizeOne() {
        Tensor x = integers(1, 2, 4, 7);
        Tensor w = integers(2, 6, 2, 3);
        ConvolutionOptions line =
                DEFAULT.withStride(2).withPadding(1).withDilation(2).withGroups(2);
        Tensor flat = Convolutions.conv2d(
                x.reshape(2, 4, 1, 7),
                w.reshape(6, 2, 1, 3),
                null,
                line.withStride(1, 2).withPadding(0, 1).withDilation(1, 2));
        Tensor lines = Convolutions.conv1d(x, w, null, line);
        assertEquals(Shape.of(2, 6, 3), lines.shape());
        assertArrayEquals(flat.toDoubleArray(), lines.toDoubleArray());
        Tensor space = Convolutions.conv3d(
                x.reshape(2, 4, 1, 7, 1),
                w.reshape(6, 2, 1, 3, 1),
                null,
                line.withStride(1, 2, 1).withPadding(0, 1, 0).withDilation(1, 2, 3));
        assertArrayEquals(flat.toDoubleArray(), space.toDoubleArray());
    }

    @Test
    void theTransposeIsTheAdjoint() {
        ConvolutionOptions options =
                DEFAULT.withStride(3, 2).withPadding(1, 2).withDilation(2, 1).withGroups(2);
        Tensor x = integers(1, 2, 4, 8, 5);
        Tensor w = integers(2, 6, 2, 2, 3);
        Tensor y = Convolutions.conv2d(x, w, null, options);
        assertEquals(Shape.of(2, 6, 3, 4), y.shape());
        Tensor g = integers(3, 2, 6, 3, 4);
        Tensor back = Convolutions.convTranspose2d(g, w, null, options, 1, 0);
        assertEquals(x.shape(), back.shape());
        assertEquals(y.mul(g).sum().item(), back.mul(x).sum().item());
        List<Tensor> grads = Autograd.grad(List.of(y), List.of(x), List.of(g), GradOptions.DEFAULT);
        assertArrayEquals(back.toDoubleArray(), grads.get(0).toDoubleArray());
    }

    /** With dilation the output padding may make room for one more window, which is none. */
    @Test
    void outputPaddingIsZeroBeyondTheWindows() {
        Tensor one = Tensors.ones(DType.FLOAT64, 1, 1, 1);
        Tensor pair = Tensors.ones(DType.FLOAT64, 1, 1, 2).requiresGrad_();
        Tensor result = Convolutions.convTranspose1d(one, pair, null, DEFAULT.withDilation(3), 2);
        assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0}, result.toDoubleArray());
        Tensor far = Convolutions.convTranspose1d(
                one, pair, null, DEFAULT.withStride(4).withPadding(1), 3);
        assertArrayEquals(new double[] {1, 0, 0}, far.toDoubleArray());
        Tensor weights = Tensors.of(new double[] {1, 10, 100}, 1, 1, 3);
        assertArrayEquals(
                new double[] {1, 0},
                Autograd.grad(List.of(far), List.of(pair), List.of(weights), GradOptions.DEFAULT)
                        .get(0)
                        .flip(2)
                        .toDoubleArray());
    }

    @Test
    void samePaddingPutsTheGreaterHalfBehind() {
        Tensor x = Tensors.of(new double[] {1, 2, 3}, 1, 3);
        Tensor w = Tensors.of(new double[] {1, 10, 100, 1000}, 1, 1, 4);
        Tensor result = Convolutions.conv1d(x, w, null, DEFAULT.withSamePadding());
        assertArrayEquals(new double[] {3210, 321, 32}, result.toDoubleArray());
        assertRefused(
                "padding 'same' is not supported for strided convolutions: conv1d, stride [2]",
                () -> Convolutions.conv1d(x, w, null, DEFAULT.withStride(2).withSamePadding()));
    }

    @Test
    void theBatchMayBeLeftOutOrEmpty() {
        Tensor w = integers(1, 3, 2, 2, 2);
        assertEquals(
                Shape.of(3, 3, 3),
                Convolutions.conv2d(integers(2, 2, 4, 4), w, null).shape());
        Tensor none = Tensors.zeros(DType.FLOAT64, 0, 2, 4, 4).requiresGrad_();
        Tensor result = Convolutions.conv2d(none, w, Tensors.ones(DType.FLOAT64, 3));
        assertEquals(Shape.of(0, 3, 3, 3), result.shape());
        List<Tensor> grads = Autograd.grad(result.sum(), List.of(none, w));
        assertEquals(none.shape(), grads.get(0).shape());
        assertArrayEquals(new double[24], grads.get(1).toDoubleArray());
    }

    @Test
    void foldAddsUpWhatUnfoldShows() {
        Window window = Window.sliding(2).withPadding(1, 0).withStride(2, 1);
        Tensor x = integers(1, 2, 3, 4);
        Tensor columns = Windows.unfold(x, window);
        assertEquals(Shape.of(8, 6), columns.shape());
        assertArrayEquals(
                new double[] {0, 0, 0},
                columns.narrow(0, 0, 1).narrow(1, 0, 3).flatten(0, 1).toDoubleArray());
        double[] twice = Windows.fold(columns, 3, 4, window)
                .sub(x.mul(Tensors.of(new double[] {1, 2, 2, 1})))
                .toDoubleArray();
        assertArrayEquals(new double[24], twice);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Tensor x = shaped(1, 4, 5, 5);
        Tensor w = shaped(2, 4, 3, 3);
        assertRefused(
                "shape mismatch in conv2d: input [1, 4, 5, 5], weight [2, 4, 3, 3], groups 2",
                () -> Convolutions.conv2d(x, w, null, DEFAULT.withGroups(2)));
        assertRefused("shape mismatch in conv2d: bias [3], wanted [2]", () -> Convolutions.conv2d(x, w, shaped(3)));
        assertRefused(
                "shape mismatch in conv2d: input [1, 4, 2, 5], kernel size [3, 3], padding [0, 0], dilation [1, 1]",
                () -> Convolutions.conv2d(shaped(1, 4, 2, 5), w, null));
        assertRefused(
                "conv2d expected stride to be one number or 2, got [1, 2, 3]",
                () -> Convolutions.conv2d(x, w, null, DEFAULT.withStride(1, 2, 3)));
        assertRefused(
                "shape mismatch in conv1d: input [1, 4, 5, 5], weight [2, 4, 3], groups 1",
                () -> Convolutions.conv1d(x, shaped(2, 4, 3), null, DEFAULT));
        assertRefused(
                "dtype mismatch in conv2d: lhs float64, rhs float32; convert one: x.to(DType.FLOAT64)",
                () -> Convolutions.conv2d(x, w.to(DType.FLOAT32), null));
        assertRefused(
                "shape mismatch in conv_transpose2d: input [1, 4, 5, 5], weight [2, 4, 3, 3], groups 1",
                () -> Convolutions.convTranspose2d(x, w, null, DEFAULT));
        assertRefused(
                "output padding must not be negative, and smaller than either stride or dilation, in conv_transpose1d:"
                        + " got output padding [2], stride [2], dilation [1]",
                () -> Convolutions.convTranspose1d(shaped(1, 1, 3), shaped(1, 1, 2), null, DEFAULT.withStride(2), 2));
        assertRefused(
                "shape mismatch in fold: columns [1, 4, 5], output size [3, 3], kernel size [2, 2], which has 4 windows",
                () -> Windows.fold(shaped(1, 4, 5), 3, 3, Window.sliding(2)));
    }
}
