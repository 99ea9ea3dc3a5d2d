package io.github.gradlock.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How an image is resampled to another size. Each list has a number for each spatial dimension, outermost first, or a single one
 * that counts for all of them; one of size and factor is empty.
 *
 * @param mode how elements between those of the input are found
 * @param size of the output
 * @param factor of the output's size to the input's, rounded down to whole elements
 * @param alignCorners whether the centres of the outermost elements coincide, and not their outer edges; for linear and cubic modes
 * @param recomputing whether the factor is replaced by the quotient of the sizes once these are rounded to whole elements
 * @param antialias whether an image is filtered as it shrinks, as image processors do; bilinear and bicubic only
 */
public record Interpolation(
        Mode mode,
        List<Integer> size,
        List<Double> factor,
        boolean alignCorners,
        boolean recomputing,
        boolean antialias) {
    /** How elements between those of the input are found. */
    public enum Mode {
        /** The element below, as PyTorch's {@code nearest} has always taken it; one to three dimensions. */
        NEAREST,
        /** The nearest element; one to three dimensions. */
        NEAREST_EXACT,
        /** On a line between two elements of a signal. */
        LINEAR,
        /** On lines along both dimensions of an image. */
        BILINEAR,
        /** On cubic polynomials along both dimensions of an image (Keys 1981, with a = -0.75, and -0.5 with antialias). */
        BICUBIC,
        /** On lines along the three dimensions of a volume. */
        TRILINEAR,
        /** The mean of what an output element covers: adaptive average pooling; one to three dimensions. */
        AREA;

        /** Returns PyTorch's name. */
        public String text() {
            return this == NEAREST_EXACT ? "nearest-exact" : name().toLowerCase(Locale.ROOT);
        }

        /** Returns the only number of spatial dimensions, or 0 if there are several. */
        int dims() {
            return switch (this) {
                case LINEAR -> 1;
                case BILINEAR, BICUBIC -> 2;
                case TRILINEAR -> 3;
                case NEAREST, NEAREST_EXACT, AREA -> 0;
            };
        }
    }

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the options do not go together
     */
    public Interpolation {
        size = List.copyOf(size);
        factor = List.copyOf(factor);
        check(size.isEmpty() != factor.isEmpty(), "exactly one of size and scale_factor should be defined");
        check(!recomputing || size.isEmpty(), "recompute_scale_factor is not meaningful with an explicit size");
        check(
                !alignCorners || mode.dims() > 0,
                "align_corners can only be set with linear and cubic modes, not " + mode.text());
        check(
                !antialias || mode.dims() == 2,
                "antialias is only supported for bilinear and bicubic modes, not " + mode.text());
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("interpolate: " + message);
        }
    }

    /** Resamples to a size, by the nearest element. */
    public static Interpolation toSize(int... size) {
        return new Interpolation(Mode.NEAREST, Window.list(size), List.of(), false, false, false);
    }

    /** Resamples by a factor, by the nearest element. */
    public static Interpolation byFactor(double... factor) {
        List<Double> factors = new ArrayList<>();
        Arrays.stream(factor).forEach(factors::add);
        return new Interpolation(Mode.NEAREST, List.of(), factors, false, false, false);
    }

    /** Replaces the mode. */
    public Interpolation withMode(Mode newMode) {
        return new Interpolation(newMode, size, factor, alignCorners, recomputing, antialias);
    }

    /** Replaces whether the centres of the outermost elements coincide. */
    public Interpolation withAlignCorners(boolean newAlignCorners) {
        return new Interpolation(mode, size, factor, newAlignCorners, recomputing, antialias);
    }

    /** Replaces whether the factor is computed again from the sizes. */
    public Interpolation withRecomputing(boolean newRecomputing) {
        return new Interpolation(mode, size, factor, alignCorners, newRecomputing, antialias);
    }

    /** Replaces whether an image is filtered as it shrinks. */
    public Interpolation withAntialias(boolean newAntialias) {
        return new Interpolation(mode, size, factor, alignCorners, recomputing, newAntialias);
    }

    /** Returns the sizes of the output, for an input with these spatial sizes. */
    int[] output(int... image) {
        int[] output = new int[image.length];
        for (int dim = 0; dim < image.length; dim++) {
            output[dim] = factor.isEmpty()
                    ? at(size, "size", dim, image.length)
                    : (int) (image[dim] * at(factor, "scale_factor", dim, image.length));
        }
        return output;
    }

    /** Returns how many input elements an output element steps on, as ATen's {@code area_pixel_compute_scale} does. */
    double step(int dim, int dims, int input, int output) {
        if (alignCorners) {
            return output > 1 ? (input - 1.0) / (output - 1.0) : 0;
        }
        boolean exact = !factor.isEmpty() && !recomputing && at(factor, "scale_factor", dim, dims) > 0;
        return exact ? 1 / at(factor, "scale_factor", dim, dims) : (double) input / output;
    }

    private static <T> T at(List<T> values, String what, int dim, int dims) {
        if (values.size() != 1 && values.size() != dims) {
            throw new IllegalArgumentException(
                    "interpolate expected " + what + " to be one number or " + dims + ", got " + values);
        }
        return values.get(values.size() == 1 ? 0 : dim);
    }
}
