package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * The elements of flattened images that each place of a grid reads, all {@code [n, 1, places, taps]}.
 *
 * @param indices int64, 0 where a tap is outside
 * @param inside whether a tap is in the image
 * @param weights with the history of the grid; the weights of {@link GridSampling.Mode#NEAREST} are ones
 */
record GridTaps(Tensor indices, Tensor inside, Tensor weights) {
    /** One tap on an image without dimensions. */
    static GridTaps none(Beside beside) {
        Shape one = Shape.of(1, 1, 1, 1);
        return new GridTaps(
                beside.zeros(one, DType.INT64), beside.ones(one, DType.BOOL), beside.ones(one, DType.FLOAT32));
    }

    /** Joins the taps along a dimension, each {@code [n, 1, places, 1]}. */
    static GridTaps of(List<Tensor> positions, List<Tensor> weights, int size) {
        Tensor position = Joins.cat(positions, 3);
        Tensor inside = Comparisons.and(Comparisons.ge(position, 0), Comparisons.le(position, size - 1));
        Tensor index = Arithmetic.cast(Arithmetic.maskedFill(position, Comparisons.not(inside), 0), DType.INT64);
        return new GridTaps(index, inside, Joins.cat(weights, 3));
    }

    /** Combines each tap along the dimensions so far with each along the next one, of the given size. */
    GridTaps times(GridTaps next, int size) {
        return new GridTaps(
                paired(Arithmetic.add(outer(Arithmetic.mul(indices, size)), inner(next.indices))),
                paired(Comparisons.and(outer(inside), inner(next.inside))),
                paired(Arithmetic.mul(outer(weights), inner(next.weights))));
    }

    private static Tensor outer(Tensor x) {
        return Views.unsqueeze(x, 4);
    }

    private static Tensor inner(Tensor x) {
        return Views.unsqueeze(x, 3);
    }

    private static Tensor paired(Tensor x) {
        return Views.reshape(x, x.size(0), x.size(1), x.size(2), x.size(3) * x.size(4));
    }

    /** Reads images {@code [n, c, *image]}: {@code [n, c, places]}. What is outside is zero, even where the weight is infinite. */
    Tensor read(Tensor input) {
        int batch = input.size(0);
        int channels = input.size(1);
        int places = indices.size(2);
        int taps = indices.size(3);
        int plane = 1;
        for (int dim = 2; dim < input.rank(); dim++) {
            plane *= input.size(dim);
        }
        Tensor images = Views.reshape(input, batch, channels, plane);
        Tensor index = Views.reshape(indices, batch, 1, places * taps);
        Tensor picked = Indexing.gather(images, 2, Views.expand(index, batch, channels, places * taps));
        Tensor elements = Views.reshape(picked, Shape.of(batch, channels, places, taps));
        Tensor known = Arithmetic.maskedFill(elements, Comparisons.not(inside), 0);
        return Reductions.sum(Arithmetic.mul(known, weights), false, 3);
    }
}
