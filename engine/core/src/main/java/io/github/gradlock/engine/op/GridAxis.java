package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.GridSampling.Mode;
import io.github.gradlock.engine.op.GridSampling.Outside;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One dimension of images that are read by a grid: ATen's {@code GridSampler.h} in ops.
 *
 * @param size of the images
 * @param outside what is outside
 * @param alignCorners whether -1 and 1 are the centres of the outermost elements
 */
record GridAxis(int size, Outside outside, boolean alignCorners) {
    private static final double CUBIC = -0.75;

    /** Returns the taps along this dimension for places from -1 to 1, {@code [n, 1, places, 1]}. */
    GridTaps taps(Mode mode, Tensor places) {
        Tensor position = alignCorners
                ? Arithmetic.mul(Arithmetic.div(Arithmetic.add(places, 1), 2), size - 1)
                : Arithmetic.div(Arithmetic.sub(Arithmetic.mul(Arithmetic.add(places, 1), size), 1), 2);
        return switch (mode) {
            case NEAREST -> nearest(within(position));
            case BILINEAR -> linear(within(position));
            case BICUBIC -> cubic(position);
        };
    }

    /** The place has no influence, and yet a derivative, which is zero: PyTorch gives the grid a gradient. */
    private GridTaps nearest(Tensor position) {
        Tensor never = Views.expand(Beside.of(position).scalar(0, DType.BOOL), position.shape());
        Tensor one = Arithmetic.where(never, position, Arithmetic.constant(position, Shape.SCALAR, 1));
        return GridTaps.of(List.of(Functions.round(Views.detach(position))), List.of(one), size);
    }

    private GridTaps linear(Tensor position) {
        Tensor first = Functions.floor(Views.detach(position));
        Tensor second = Arithmetic.add(first, 1);
        List<Tensor> weights = List.of(Arithmetic.sub(second, position), Arithmetic.sub(position, first));
        return GridTaps.of(List.of(first, second), weights, size);
    }

    /** Here each tap is brought into the image, and not the place. */
    private GridTaps cubic(Tensor position) {
        Tensor floor = Functions.floor(Views.detach(position));
        Tensor before = Arithmetic.sub(position, floor);
        Tensor after = Arithmetic.rsub(1, before);
        List<Tensor> positions = new ArrayList<>();
        for (int tap = -1; tap <= 2; tap++) {
            positions.add(within(Arithmetic.add(floor, tap)));
        }
        return GridTaps.of(positions, List.of(far(before), near(before), near(after), far(after)), size);
    }

    /** Keys' polynomial at a distance below 1. */
    private static Tensor near(Tensor x) {
        Tensor inner = Arithmetic.sub(Arithmetic.mul(x, CUBIC + 2), CUBIC + 3);
        return Arithmetic.add(Arithmetic.mul(Arithmetic.mul(inner, x), x), 1);
    }

    /** Keys' polynomial at a distance between 1 and 2, which is one more than the argument. */
    private static Tensor far(Tensor less) {
        Tensor x = Arithmetic.add(less, 1);
        Tensor inner =
                Arithmetic.add(Arithmetic.mul(Arithmetic.sub(Arithmetic.mul(x, CUBIC), 5 * CUBIC), x), 8 * CUBIC);
        return Arithmetic.sub(Arithmetic.mul(inner, x), 4 * CUBIC);
    }

    private Tensor within(Tensor position) {
        return switch (outside) {
            case ZEROS -> position;
            case BORDER -> clipped(position);
            case REFLECTION -> clipped(reflected(position));
        };
    }

    /** The borders themselves count as outside for the derivative, and NaN becomes the first element. */
    private Tensor clipped(Tensor position) {
        Tensor last = Arithmetic.constant(position, Shape.SCALAR, size - 1);
        Tensor low = Arithmetic.where(Comparisons.lt(position, size - 1), position, last);
        Tensor first = Arithmetic.constant(position, Shape.SCALAR, 0);
        return Arithmetic.where(Comparisons.gt(position, 0), low, first);
    }

    private Tensor reflected(Tensor position) {
        double low = alignCorners ? 0 : -0.5;
        double span = alignCorners ? size - 1 : size;
        if (span == 0) {
            return position;
        }
        Tensor distance = Arithmetic.abs(Arithmetic.sub(position, low));
        Tensor turns = Functions.trunc(Arithmetic.div(Views.detach(distance), 2 * span));
        Tensor extra = Arithmetic.sub(distance, Arithmetic.mul(turns, 2 * span));
        return Arithmetic.add(Arithmetic.minimum(extra, Arithmetic.rsub(2 * span, extra)), low);
    }
}
