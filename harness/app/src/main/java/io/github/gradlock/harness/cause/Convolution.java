package io.github.gradlock.harness.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A convolution as PyTorch means it, seen as sums of products: images {@code [n, c, …]}, filters {@code [o, c, …]} and what comes of
 * them, {@code [n, o, …]}, in one dimension or more, without dilation and groups.
 *
 * @param images elements
 * @param filters elements
 * @param sizes of the images' dimensions behind the channels
 * @param kernel of the filters'
 * @param results of the output's
 * @param stride in every dimension
 * @param padding at either end of every dimension
 */
record Convolution(Values images, Values filters, int[] sizes, int[] kernel, int[] results, int stride, int padding) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    /** Returns the convolution; null if the shapes are not those of one, or several would fit. */
    static @Nullable Convolution of(Values images, Values filters, Values output, Map<String, String> attributes) {
        int dimensions = filters.shape().size() - 2;
        if (dimensions < 1
                || images.shape().size() != dimensions + 2
                || output.shape().size() != dimensions + 2
                || images.count() == 0
                || filters.count() == 0
                || !images.shape().get(1).equals(filters.shape().get(1))
                || !output.shape().get(0).equals(images.shape().get(0))
                || !output.shape().get(1).equals(filters.shape().get(0))) {
            return null;
        }
        int[] sizes = behind(images.shape());
        int[] kernel = behind(filters.shape());
        int[] results = behind(output.shape());
        int stride = number(attributes, "stride", 1);
        int padding = number(attributes, "padding", ((results[0] - 1) * stride + kernel[0] - sizes[0]) / 2);
        for (int i = 0; i < dimensions; i++) {
            int room = sizes[i] + 2 * padding - kernel[i];
            if (stride < 1 || padding < 0 || room < 0 || results[i] != room / stride + 1) {
                return null;
            }
        }
        return new Convolution(images, filters, sizes, kernel, results, stride, padding);
    }

    private static int[] behind(List<Long> shape) {
        return shape.stream().skip(2).mapToInt(Math::toIntExact).toArray();
    }

    private static int number(Map<String, String> attributes, String name, int otherwise) {
        Matcher number = NUMBER.matcher(attributes.getOrDefault(name, ""));
        return number.find() ? Integer.parseInt(number.group()) : otherwise;
    }

    /** Returns the factors of the products that are added for an element of the output: of the image, and of the filter. */
    double[][] factors(int place) {
        int[] at = indices(place % product(results), results);
        int filter = place / product(results) % Math.toIntExact(filters.shape().get(0));
        int image = place / product(results) / Math.toIntExact(filters.shape().get(0));
        int channels = Math.toIntExact(filters.shape().get(1));
        int window = product(kernel);
        double[] ofImage = new double[channels * window];
        double[] ofFilter = new double[channels * window];
        int count = 0;
        for (int term = 0; term < channels * window; term++) {
            int[] offset = indices(term % window, kernel);
            int from = 0;
            boolean inside = true;
            for (int i = 0; i < sizes.length; i++) {
                int index = at[i] * stride + offset[i] - padding;
                inside &= index >= 0 && index < sizes[i];
                from = from * sizes[i] + index;
            }
            if (inside) {
                ofImage[count] = images.numbers()[(image * channels + term / window) * product(sizes) + from];
                ofFilter[count++] = filters.numbers()[filter * channels * window + term];
            }
        }
        return new double[][] {Arrays.copyOf(ofImage, count), Arrays.copyOf(ofFilter, count)};
    }

    private static int product(int... sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    private static int[] indices(int place, int... sizes) {
        int[] indices = new int[sizes.length];
        int rest = place;
        for (int i = sizes.length - 1; i >= 0; i--) {
            indices[i] = rest % sizes[i];
            rest /= sizes[i];
        }
        return indices;
    }
}
