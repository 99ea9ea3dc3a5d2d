package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions and their gradients against the loops of the numerics contract, rules 3 and 7, in sizes that are computed in several parts. */
class ConvolutionChainsTests {
    private final Random random = new Random(11);

    /** A convolution in three dimensions; those that are not there have size 1. */
    private record Case(
            int dims,
            int n,
            int in,
            int out,
            int groups,
            int[] image,
            int kernel,
            int stride,
            int padding,
            int dilation) {
        int of(int axis, int value, int without) {
            return axis < 3 - dims ? without : value;
        }

        int kernel(int axis) {
            return of(axis, kernel, 1);
        }

        int count(int axis) {
            int room = image[axis] + 2 * of(axis, padding, 0) - of(axis, dilation, 1) * (kernel(axis) - 1) - 1;
            return room / of(axis, stride, 1) + 1;
        }

        int windows() {
            return count(0) * count(1) * count(2);
        }

        int places() {
            return kernel(0) * kernel(1) * kernel(2);
        }

        /** Returns where the element of an image lies that a place of a window shows; -1 for padding. */
        int element(int window, int place) {
            int at = 0;
            int[] w = {window / (count(1) * count(2)), window / count(2) % count(1), window % count(2)};
            int[] p = {place / (kernel(1) * kernel(2)), place / kernel(2) % kernel(1), place % kernel(2)};
            for (int axis = 0; axis < 3; axis++) {
                int i = w[axis] * of(axis, stride, 1) + p[axis] * of(axis, dilation, 1) - of(axis, padding, 0);
                if (i < 0 || i >= image[axis]) {
                    return -1;
                }
                at = at * image[axis] + i;
            }
            return at;
        }

        int pixels() {
            return image[0] * image[1] * image[2];
        }

        int[] shape(int first, int second, int... sizes) {
            int[] shape = new int[2 + dims];
            shape[0] = first;
            shape[1] = second;
            System.arraycopy(sizes, 3 - dims, shape, 2, dims);
            return shape;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 3, 5, 1, 1, 31, 37, 3, 1, 1, 1",
        "2, 4, 4, 6, 2, 1, 18, 18, 3, 1, 1, 1",
        "2, 2, 2, 3, 1, 1, 61, 59, 3, 2, 2, 2",
        "2, 9, 2, 3, 1, 1, 24, 24, 5, 1, 0, 1",
        "1, 2, 3, 4, 1, 1, 1, 1300, 4, 1, 2, 1",
        "3, 2, 2, 3, 1, 4, 24, 26, 2, 1, 1, 1",
        "2, 3, 1, 2, 1, 1, 3, 3, 3, 1, 20, 9"
    })
    void everyElementIsTheChainOfTheContract(
            int dims,
            int n,
            int in,
            int out,
            int groups,
            int d,
            int h,
            int w,
            int kernel,
            int stride,
            int padding,
            int dilation) {
        Case c = new Case(dims, n, in, out, groups, new int[] {d, h, w}, kernel, stride, padding, dilation);
        float[] x = floats(n * in * c.pixels());
        float[] weight = floats(out * (in / groups) * c.places());
        float[] g = floats(n * out * c.windows());
        Tensor input = Tensors.of(x, c.shape(n, in, d, h, w)).requiresGrad_();
        Tensor filter = Tensors.of(weight, c.shape(out, in / groups, c.kernel(0), c.kernel(1), c.kernel(2)))
                .requiresGrad_();
        ConvolutionOptions options = ConvolutionOptions.DEFAULT
                .withStride(stride)
                .withPadding(padding)
                .withDilation(dilation)
                .withGroups(groups);
        Tensor result =
                switch (dims) {
                    case 1 -> Convolutions.conv1d(input, filter, null, options);
                    case 2 -> Convolutions.conv2d(input, filter, null, options);
                    default -> Convolutions.conv3d(input, filter, null, options);
                };
        assertSame("result", result(c, x, weight), result);
        Tensor cotangent = Tensors.of(g, c.shape(n, out, c.count(0), c.count(1), c.count(2)));
        Autograd.backward(result, cotangent, GradOptions.DEFAULT);
        assertSame("gradient of the weight", ofWeight(c, x, g), Objects.requireNonNull(filter.grad()));
        assertSame("gradient of the input", ofInput(c, weight, g), Objects.requireNonNull(input.grad()));
    }

    private static float[] result(Case c, float[] x, float[] weight) {
        float[] result = new float[c.n * c.out * c.windows()];
        int channels = c.in / c.groups;
        for (int i = 0; i < result.length; i++) {
            int window = i % c.windows();
            int o = i / c.windows() % c.out;
            int image = i / c.windows() / c.out;
            int first = image * c.in + o / (c.out / c.groups) * channels;
            for (int k = 0; k < channels * c.places(); k++) {
                int at = c.element(window, k % c.places());
                float value = at < 0 ? 0 : x[(first + k / c.places()) * c.pixels() + at];
                result[i] = Math.fma(weight[o * channels * c.places() + k], value, result[i]);
            }
        }
        return result;
    }

    private static float[] ofWeight(Case c, float[] x, float[] g) {
        int channels = c.in / c.groups;
        float[] result = new float[c.out * channels * c.places()];
        for (int i = 0; i < result.length; i++) {
            int place = i % c.places();
            int channel = i / c.places() % channels;
            int o = i / c.places() / channels;
            for (int k = 0; k < c.n * c.windows(); k++) {
                int image = k / c.windows();
                int window = k % c.windows();
                int at = c.element(window, place);
                int from = image * c.in + o / (c.out / c.groups) * channels + channel;
                float value = at < 0 ? 0 : x[from * c.pixels() + at];
                result[i] = Math.fma(g[(image * c.out + o) * c.windows() + window], value, result[i]);
            }
        }
        return result;
    }

    private static float[] ofInput(Case c, float[] weight, float[] g) {
        int channels = c.in / c.groups;
        int perGroup = c.out / c.groups;
        float[] result = new float[c.n * c.in * c.pixels()];
        for (int image = 0; image < c.n; image++) {
            for (int channel = 0; channel < c.in; channel++) {
                int group = channel / channels;
                for (int window = 0; window < c.windows(); window++) {
                    for (int place = 0; place < c.places(); place++) {
                        int at = c.element(window, place);
                        float value = 0;
                        for (int o = group * perGroup; o < (group + 1) * perGroup; o++) {
                            value = Math.fma(
                                    weight[(o * channels + channel % channels) * c.places() + place],
                                    g[(image * c.out + o) * c.windows() + window],
                                    value);
                        }
                        if (at >= 0) {
                            result[(image * c.in + channel) * c.pixels() + at] += value;
                        }
                    }
                }
            }
        }
        return result;
    }

    private static void assertSame(String what, float[] expected, Tensor actual) {
        float[] values = actual.detach().contiguous().toFloatArray();
        assertEquals(expected.length, values.length, what);
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertEquals(
                    Float.floatToRawIntBits(expected[i]),
                    Float.floatToRawIntBits(values[i]),
                    () -> what + ", element " + at);
        }
    }

    private float[] floats(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }
}
