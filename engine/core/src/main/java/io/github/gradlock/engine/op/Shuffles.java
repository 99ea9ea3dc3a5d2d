package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Moves elements between channels and places of an image, without changing any. */
public final class Shuffles {
    private Shuffles() {}

    /**
     * Makes images larger by a factor r in height and width, of channels: {@code [*, c r², h, w]} becomes {@code [*, c, h r, w r]}
     * (Shi et al. 2016, "Real-time single image and video super-resolution").
     *
     * @throws IllegalArgumentException if the channels are not divisible by r², or r is not positive
     */
    public static Tensor pixelShuffle(Tensor x, int factor) {
        checkImage("pixel_shuffle", x, factor);
        if (x.size(-3) % (factor * factor) != 0) {
            throw indivisible("pixel_shuffle", "channels", x, "the square of the factor " + factor);
        }
        int channels = x.size(-3) / (factor * factor);
        int n = x.rank() - 3;
        Tensor parts = Views.reshape(x, sizes(x, channels, factor, factor, x.size(-2), x.size(-1)));
        Tensor places = Views.permute(parts, order(n, 0, 3, 1, 4, 2));
        return Views.reshape(places, sizes(x, channels, x.size(-2) * factor, x.size(-1) * factor));
    }

    /**
     * Undoes {@link #pixelShuffle}: {@code [*, c, h r, w r]} becomes {@code [*, c r², h, w]}.
     *
     * @throws IllegalArgumentException if height or width is not divisible by r, or r is not positive
     */
    public static Tensor pixelUnshuffle(Tensor x, int factor) {
        checkImage("pixel_unshuffle", x, factor);
        if (x.size(-2) % factor != 0 || x.size(-1) % factor != 0) {
            throw indivisible("pixel_unshuffle", "height and width", x, "the factor " + factor);
        }
        int height = x.size(-2) / factor;
        int width = x.size(-1) / factor;
        int n = x.rank() - 3;
        Tensor places = Views.reshape(x, sizes(x, x.size(-3), height, factor, width, factor));
        Tensor parts = Views.permute(places, order(n, 0, 2, 4, 1, 3));
        return Views.reshape(parts, sizes(x, x.size(-3) * factor * factor, height, width));
    }

    /**
     * Takes channels of {@code [n, c, *]} from each of so many groups in turn (Zhang et al. 2018, "ShuffleNet").
     *
     * @throws IllegalArgumentException if the channels are not divisible by the groups, or there is nothing after the channels
     */
    public static Tensor channelShuffle(Tensor x, int groups) {
        if (x.rank() < 3 || groups < 1) {
            throw new IllegalArgumentException(
                    "channel_shuffle expected an input [n, c, *] of at least 3 dimensions and"
                            + " at least 1 group, got " + x.shape() + " and " + groups);
        }
        if (x.size(1) % groups != 0) {
            throw indivisible("channel_shuffle", "channels", x, groups + " groups");
        }
        int[] sizes = x.shape().sizes();
        int[] grouped = new int[sizes.length + 1];
        System.arraycopy(sizes, 1, grouped, 2, sizes.length - 1);
        grouped[0] = sizes[0];
        grouped[1] = groups;
        grouped[2] = sizes[1] / groups;
        return Views.reshape(Views.transpose(Views.reshape(x, Shape.of(grouped)), 1, 2), x.shape());
    }

    private static void checkImage(String op, Tensor x, int factor) {
        if (x.rank() < 3 || factor < 1) {
            throw new IllegalArgumentException(
                    op + " expected an input [*, c, h, w] of at least 3 dimensions and a positive" + " factor, got "
                            + x.shape() + " and " + factor);
        }
    }

    private static IllegalArgumentException indivisible(String op, String what, Tensor x, String by) {
        return new IllegalArgumentException(
                op + " expects " + what + " to be divisible by " + by + ", got input " + x.shape());
    }

    /** Returns the leading sizes of an image, and others after them. */
    private static Shape sizes(Tensor x, int... last) {
        int[] sizes = Arrays.copyOf(x.shape().sizes(), x.rank() - 3 + last.length);
        System.arraycopy(last, 0, sizes, x.rank() - 3, last.length);
        return Shape.of(sizes);
    }

    private static int[] order(int leading, int... last) {
        int[] order = new int[leading + last.length];
        Arrays.setAll(order, i -> i < leading ? i : leading + last[i - leading]);
        return order;
    }
}
