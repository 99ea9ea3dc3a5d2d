package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Surrounds images by what they are made of themselves. Padding gives before and after of the last dimension, then of the one before
 * it, and so on; negative padding cuts off. One to three dimensions of {@code [n, c, *image]} can be padded, all of the image, and n
 * may be left out.
 *
 * <p>Everything throws {@link IllegalArgumentException} naming op and shapes, if padding and image do not fit.
 */
public final class Padding {
    private Padding() {}

    /** How far a dimension is padded. */
    private record Edge(int size, int before, int after) {
        int output() {
            return size + before + after;
        }
    }

    /** Gives the source of each element of a padded dimension. */
    @FunctionalInterface
    private interface Rule {
        IntToLongFunction of(Edge edge);
    }

    /** Surrounds with a constant; any dimensions can be padded. */
    public static Tensor constant(Tensor x, Number value, int... padding) {
        return Views.pad(x, padding, value);
    }

    /** Mirrors the image at its outermost elements, which are not repeated; padding is less than the size. */
    public static Tensor reflect(Tensor x, int... padding) {
        return padded("reflection_pad", x, padding, edge -> {
            if (edge.before() >= edge.size() || edge.after() >= edge.size()) {
                throw new IllegalArgumentException("padding size should be less than the corresponding input dimension"
                        + " in reflection_pad, got padding " + Arrays.toString(padding) + " of input " + x.shape());
            }
            int last = edge.size() - 1;
            return i -> last - Math.abs(last - Math.abs(i - edge.before()));
        });
    }

    /** Repeats the outermost elements; pairs of widths begin with the last dimension, {@code (left, right, top, bottom, …)}. */
    public static Tensor replicate(Tensor x, int... padding) {
        return padded(
                "replication_pad", x, padding, edge -> i -> Math.max(0, Math.min(i - edge.before(), edge.size() - 1)));
    }

    /** Goes on at the other end; padding wraps around at most once. Where one end is cut off, what is left is repeated. */
    public static Tensor circular(Tensor x, int... padding) {
        return padded("circular_pad", x, padding, edge -> {
            if (edge.before() > edge.size() || edge.after() > edge.size()) {
                throw new IllegalArgumentException(
                        "padding value causes wrapping around more than once in circular_pad:" + " padding "
                                + Arrays.toString(padding) + " of input " + x.shape());
            }
            int cut = Math.max(0, -edge.before());
            int left = edge.size() - cut - Math.max(0, -edge.after());
            if (left < 1) {
                throw tooSmall("circular_pad", x, padding);
            }
            return i -> cut + Math.floorMod(i - Math.max(0, edge.before()), left);
        });
    }

    private static Tensor padded(String op, Tensor x, int[] padding, Rule rule) {
        int dims = padding.length / 2;
        if (padding.length % 2 != 0 || dims < 1 || dims > 3 || x.rank() != dims + 1 && x.rank() != dims + 2) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": padding " + Arrays.toString(padding)
                    + " wants a pair for each of 1 to 3 spatial dimensions of [n, c, *image] or [c, *image], got input "
                    + x.shape());
        }
        for (int axis = x.rank() - dims; axis < x.rank(); axis++) {
            if (x.size(axis) == 0) {
                throw new IllegalArgumentException(
                        "shape mismatch in " + op + ": the image must not be empty, got input " + x.shape());
            }
        }
        Tensor result = x;
        for (int i = 0; i < dims; i++) {
            int axis = x.rank() - 1 - i;
            Edge edge = new Edge(x.size(axis), padding[2 * i], padding[2 * i + 1]);
            if (edge.before() != 0 || edge.after() != 0) {
                if (edge.output() < 1) {
                    throw tooSmall(op, x, padding);
                }
                result = AxisTaps.pick(result, axis, edge.output(), rule.of(edge));
            }
        }
        return result;
    }

    private static IllegalArgumentException tooSmall(String op, Tensor x, int... padding) {
        return new IllegalArgumentException(
                "input " + x.shape() + " is too small for padding " + Arrays.toString(padding) + " in " + op);
    }
}
