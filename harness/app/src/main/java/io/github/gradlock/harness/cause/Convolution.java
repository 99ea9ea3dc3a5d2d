package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A convolution as PyTorch means it: images {@code [n, groups·c, …]}, filters {@code [o, c, …]} and results {@code [n, o, …]}, of one
 * spatial dimension or more. Each element of any of the three is a sum of products of the other two, for its gradient if it is not
 * the result.
 *
 * @param images shape
 * @param filters shape
 * @param results shape
 * @param stride in every dimension
 * @param padding at either end of every dimension
 * @param dilation in every dimension
 */
record Convolution(int[] images, int[] filters, int[] results, int stride, int padding, int dilation) {
    /** The part that a tensor has. */
    enum Role {
        IMAGES,
        FILTERS,
        RESULTS
    }

    /** Dimensions before the spatial ones. */
    private static final int LEADING = 2;

    private static final int MOST_STRIDE = 4;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Longer numbers are of no convolution. */
    private static final int DIGITS = 3;

    /**
     * Returns every convolution that three shapes fit. Where attributes do not say it, a stride of up to 4, any padding up to a filter's
     * extent, and no dilation; those that are another one in each dimension are not known.
     */
    static List<Convolution> of(
            List<Long> images, List<Long> filters, List<Long> results, Map<String, String> attributes) {
        int spatial = filters.size() > LEADING ? filters.size() - LEADING : filters.size();
        boolean channels = filters.size() > LEADING;
        int[] image = filled(images, spatial, channels);
        int[] filter = filled(filters, spatial, channels);
        int[] result = filled(results, spatial, channels);
        List<Convolution> found = new ArrayList<>();
        if (spatial > 0 && image != null && filter != null && result != null && channelsFit(image, filter, result)) {
            for (int dilation : numbers(attributes, "dilation", 1, 1)) {
                for (int stride : numbers(attributes, "stride", 1, MOST_STRIDE)) {
                    int span = dilation * (filter[LEADING] - 1);
                    for (int padding : numbers(attributes, "padding", 0, span)) {
                        Convolution one = new Convolution(image, filter, result, stride, padding, dilation);
                        if (one.fits()) {
                            found.add(one);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Returns a shape with both leading dimensions, of which one alone is that of channels or that of images; null if it cannot be. */
    private static int @Nullable [] filled(List<Long> shape, int spatial, boolean channels) {
        int lacking = spatial + LEADING - shape.size();
        if (lacking < 0 || lacking > LEADING || shape.stream().anyMatch(size -> size < 1)) {
            return null;
        }
        int[] filled = new int[spatial + LEADING];
        Arrays.fill(filled, 0, lacking, 1);
        for (int i = 0; i < shape.size(); i++) {
            filled[lacking + i] = Math.toIntExact(shape.get(i));
        }
        if (lacking == 1 && !channels) {
            // Images without channels: what leads is their number.
            filled[0] = filled[1];
            filled[1] = 1;
        }
        return filled;
    }

    private static boolean channelsFit(int[] image, int[] filter, int[] result) {
        return image[0] == result[0]
                && result[1] == filter[0]
                && image[1] % filter[1] == 0
                && filter[0] % (image[1] / filter[1]) == 0;
    }

    /** Returns what an attribute says, and otherwise all that it may be; nothing if it is another one in each dimension. */
    private static int[] numbers(Map<String, String> attributes, String name, int first, int last) {
        int[] said = NUMBER.matcher(attributes.getOrDefault(name, ""))
                .results()
                .mapToInt(number -> number.group().length() > DIGITS ? -1 : Integer.parseInt(number.group()))
                .distinct()
                .toArray();
        if (said.length > 0) {
            return said.length == 1 && said[0] >= 0 ? said : new int[0];
        }
        return IntStream.rangeClosed(first, last).toArray();
    }

    private boolean fits() {
        for (int i = LEADING; i < images.length; i++) {
            int room = images[i] + 2 * padding - dilation * (filters[i] - 1) - 1;
            if (stride < 1 || dilation < 1 || room < 0 || results[i] != room / stride + 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the factors of the products that are added for an element.
     *
     * @param role of the tensor that the element is of
     * @param place of the element
     * @param a elements of the results, or of the images if the element is of the results
     * @param b elements of the filters, or of the images if the element is of them
     */
    double[][] factors(Role role, int place, double[] a, double[] b) {
        Collected found = new Collected(a, b);
        switch (role) {
            case RESULTS -> ofResult(indices(place, results), found);
            case IMAGES -> ofImage(indices(place, images), found);
            case FILTERS -> ofFilter(indices(place, filters), found);
        }
        return found.factors();
    }

    private void ofResult(int[] at, Collected found) {
        int[] window = window();
        int group = at[1] / (filters[0] / groups());
        for (int channel = 0; channel < filters[1]; channel++) {
            for (int k = 0; k < product(window); k++) {
                int[] offset = indices(k, window);
                int[] from = image(at, offset);
                if (from != null) {
                    from[0] = at[0];
                    from[1] = group * filters[1] + channel;
                    found.add(place(from, images), (at[1] * filters[1] + channel) * product(window) + k);
                }
            }
        }
    }

    private void ofImage(int[] at, Collected found) {
        int[] window = window();
        int perGroup = filters[0] / groups();
        int group = at[1] / filters[1];
        for (int filter = group * perGroup; filter < (group + 1) * perGroup; filter++) {
            for (int k = 0; k < product(window); k++) {
                int[] offset = indices(k, window);
                int[] to = new int[results.length];
                to[0] = at[0];
                to[1] = filter;
                boolean inside = true;
                for (int i = LEADING; i < results.length; i++) {
                    int moved = at[i] + padding - dilation * offset[i - LEADING];
                    to[i] = moved / stride;
                    inside &= moved >= 0 && moved % stride == 0 && to[i] < results[i];
                }
                if (inside) {
                    found.add(place(to, results), (filter * filters[1] + at[1] % filters[1]) * product(window) + k);
                }
            }
        }
    }

    private void ofFilter(int[] at, Collected found) {
        int[] offset = Arrays.copyOfRange(at, LEADING, at.length);
        int[] positions = Arrays.copyOfRange(results, LEADING, results.length);
        int group = at[0] / (filters[0] / groups());
        for (int image = 0; image < images[0]; image++) {
            for (int p = 0; p < product(positions); p++) {
                int[] of = new int[results.length];
                of[0] = image;
                of[1] = at[0];
                System.arraycopy(indices(p, positions), 0, of, LEADING, positions.length);
                int[] from = image(of, offset);
                if (from != null) {
                    from[0] = image;
                    from[1] = group * filters[1] + at[1];
                    found.add(place(of, results), place(from, images));
                }
            }
        }
    }

    /** Returns where a window's element lies in the images, without its leading indices; null outside. */
    private int @Nullable [] image(int[] result, int[] offset) {
        int[] from = new int[images.length];
        for (int i = LEADING; i < images.length; i++) {
            from[i] = result[i] * stride + dilation * offset[i - LEADING] - padding;
            if (from[i] < 0 || from[i] >= images[i]) {
                return null;
            }
        }
        return from;
    }

    private int[] window() {
        return Arrays.copyOfRange(filters, LEADING, filters.length);
    }

    private int groups() {
        return images[1] / filters[1];
    }

    private static int product(int... sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    private static int place(int[] indices, int[] sizes) {
        int place = 0;
        for (int i = 0; i < sizes.length; i++) {
            place = place * sizes[i] + indices[i];
        }
        return place;
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

    /** The factors of one element, as they are found. */
    private static final class Collected {
        private final double[] a;
        private final double[] b;
        private double[] ofA = new double[16];
        private double[] ofB = new double[16];
        private int count;

        Collected(double[] a, double[] b) {
            this.a = a;
            this.b = b;
        }

        void add(int placeInA, int placeInB) {
            if (count == ofA.length) {
                ofA = Arrays.copyOf(ofA, 2 * count);
                ofB = Arrays.copyOf(ofB, 2 * count);
            }
            ofA[count] = a[placeInA];
            ofB[count++] = b[placeInB];
        }

        double[][] factors() {
            return new double[][] {Arrays.copyOf(ofA, count), Arrays.copyOf(ofB, count)};
        }
    }
}
