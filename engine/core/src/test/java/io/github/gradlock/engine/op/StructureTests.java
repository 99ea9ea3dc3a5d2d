package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StructureTests {
    private static Tensor cube() {
        return Tensors.arange(24).reshape(2, 3, 4);
    }

    private static void assertRead(Tensor found, int[] shape, long... elements) {
        assertEquals(Shape.of(shape), found.shape());
        assertArrayEquals(elements, found.toLongArray());
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void viewsShareTheirElements() {
        Tensor x = cube();
        List<Tensor> views = new ArrayList<>(List.of(
                x.expand(5, 2, 3, 4),
                x.view(6, 4),
                x.flatten(0, 1),
                x.unflatten(2, 2, 2),
                x.permute(2, 0, 1),
                x.select(0, 1).t(),
                x.movedim(0, 2),
                x.unsqueeze(1).squeeze(1),
                x.narrow(1, 1, 1),
                x.slice(2, 0, 4, 3),
                x.select(1, 0),
                x.unfold(2, 2, 1),
                x.diagonal(),
                x.asStrided(new int[] {2}, 5)));
        views.addAll(x.split(2, 2));
        views.addAll(x.chunk(3, 1));
        views.addAll(x.tensorSplit(new int[] {1, 2}, 2));
        views.addAll(x.unbind(1));
        for (int i = 0; i < views.size(); i++) {
            assertSame(x.storage(), views.get(i).storage(), "view " + i);
        }
        x.diagonal().fill_(-1);
        x.unbind(2).get(3).fill_(-2);
        assertRead(x.select(0, 0), new int[] {3, 4}, -1, -1, -1, -2, 4, 5, 6, -2, 8, 9, 10, -2);
    }

    @Test
    void copiesDoNotShareTheirElements() {
        Tensor x = cube();
        List<Tensor> copies = List.of(
                x.copy(),
                x.flip(),
                x.repeat(1, 1, 1),
                x.tile(1),
                x.repeatInterleave(1, 0),
                x.roll(new int[] {0}, 0),
                x.rot90(4, 0, 1),
                x.select(0, 0).diag(0),
                x.tril(5),
                Joins.cat(List.of(x), 0));
        for (int i = 0; i < copies.size(); i++) {
            assertNotSame(x.storage(), copies.get(i).storage(), "copy " + i);
        }
    }

    @Test
    void shapesFollowPyTorch() {
        Tensor scalar = Tensors.scalar(1L);
        assertEquals(Shape.of(1), scalar.flatten().shape());
        assertEquals(Shape.of(1), scalar.unfold(0, 1, 1).shape());
        assertEquals(Shape.of(0), scalar.unfold(-1, 0, 1).shape());
        assertEquals(Shape.SCALAR, scalar.squeeze(0).shape());
        assertEquals(Shape.SCALAR, scalar.movedim(0, -1).shape());
        assertEquals(
                Shape.of(1, 3),
                Tensors.zeros(DType.INT64, 1, 1, 3, 1).squeeze(1, 3).shape());
        assertEquals(
                Shape.of(1, 3),
                Tensors.zeros(DType.INT64, 1, 3).squeeze(new int[0]).shape());
        assertEquals(Shape.of(4, 2, 3), cube().movedim(2, 0).shape());
        assertEquals(Shape.of(3, 4, 2), cube().moveaxis(new int[] {0, 1}, 2, 0).shape());
        assertEquals(Shape.of(2, 4, 4, 0), cube().unfold(1, 0, 1).shape());
        assertEquals(
                Shape.of(2, 0, 3),
                Tensors.zeros(DType.INT64, 2, 0).unflatten(1, 0, 3).shape());
    }

    @Test
    void joinsTakeWhatPyTorchTakes() {
        Tensor row = Tensors.arange(3);
        assertRead(
                Joins.cat(List.of(Tensors.arange(0), row.view(1, 3), Tensors.arange(0)), 1), new int[] {1, 3}, 0, 1, 2);
        assertEquals(
                Shape.of(0),
                Joins.cat(List.of(Tensors.arange(0), Tensors.arange(0)), 0).shape());
        assertRead(Joins.hstack(List.of(Tensors.scalar(7L), row)), new int[] {4}, 7, 0, 1, 2);
        assertRead(Joins.vstack(List.of(row, row.view(1, 3))), new int[] {2, 3}, 0, 1, 2, 0, 1, 2);
        assertRead(Joins.dstack(List.of(row, row)), new int[] {1, 3, 2}, 0, 0, 1, 1, 2, 2);
        assertRead(
                Joins.blockDiag(List.of(Tensors.scalar(5L), Tensors.of(new long[] {1, 2}), Tensors.arange(0))),
                new int[] {3, 3},
                5,
                0,
                0,
                0,
                1,
                2,
                0,
                0,
                0);
        assertEquals(
                DType.FLOAT64,
                Joins.blockDiag(List.of(row, Tensors.scalar(1.0).view(1))).dtype());
        assertRefused(
                "cat: zero-dimensional tensors cannot be joined; use stack",
                () -> Joins.cat(List.of(Tensors.scalar(1L)), 0));
        assertRefused(
                "shape mismatch in cat along dim 0: [3] and [1, 3]", () -> Joins.cat(List.of(row, row.view(1, 3)), 0));
        assertRefused("shape mismatch in stack: [3] and [1, 3]", () -> Joins.stack(List.of(row, row.view(1, 3)), 0));
        assertRefused("stack expected at least one tensor", () -> Joins.stack(List.of(), 0));
    }

    @Test
    void piecesFollowPyTorch() {
        Tensor x = Tensors.arange(7);
        assertEquals(List.of(3, 3, 1), sizes(x.split(3, 0)));
        assertEquals(List.of(7), sizes(x.split(9, -1)));
        assertEquals(List.of(2, 2, 2, 1), sizes(x.chunk(4, 0)));
        assertEquals(List.of(2, 2, 2, 1), sizes(x.chunk(5, 0)));
        assertEquals(List.of(2, 2, 2, 1), sizes(x.tensorSplit(4, 0)));
        assertEquals(List.of(3, 0, 4, 2), sizes(x.tensorSplit(new int[] {3, 1, -2}, 0)));
        Tensor nothing = Tensors.arange(0);
        assertEquals(List.of(0), sizes(nothing.split(2, 0)));
        assertEquals(List.of(0), sizes(nothing.split(0, 0)));
        assertEquals(List.of(0, 0, 0), sizes(nothing.chunk(3, 0)));
        assertEquals(List.of(), nothing.unbind(0));
        assertRead(x.unbind(0).get(6), new int[0], 6);
        assertRefused("split: size 0 must be positive for dimension 0 of shape [7]", () -> x.split(0, 0));
        assertRefused(
                "split_with_sizes: sizes [3, 3] must not be negative and must add up to dimension 0 of shape [7]",
                () -> x.split(new int[] {3, 3}, 0));
        assertRefused(
                "unbind expected at least one dimension, got a zero-dimensional tensor",
                () -> Tensors.scalar(1L).unbind(0));
    }

    private static List<Integer> sizes(List<Tensor> pieces) {
        return pieces.stream().map(piece -> piece.size(0)).toList();
    }

    @Test
    void diagonalsFollowPyTorch() {
        Tensor x = Tensors.arange(6).view(2, 3);
        assertRead(x.diagonal(1, 0, 1), new int[] {2}, 1, 5);
        assertRead(x.diagonal(1, 1, 0), new int[] {1}, 3);
        assertRead(x.diagonal(4, 0, 1), new int[] {0});
        assertRead(x.diag(-1), new int[] {1}, 3);
        assertRead(Tensors.arange(2).diag(-1), new int[] {3, 3}, 0, 0, 0, 0, 0, 0, 0, 1, 0);
        assertRead(Tensors.arange(2).diagEmbed(1, 1, 0), new int[] {3, 3}, 0, 0, 0, 0, 0, 0, 0, 1, 0);
        assertRead(x.trace(), new int[0], 4);
        assertRead(x.tril(0), new int[] {2, 3}, 0, 0, 0, 3, 4, 0);
        assertRead(x.t().triu(-1), new int[] {3, 2}, 0, 3, 1, 4, 0, 5);
        Tensor infinite = Tensors.of(new double[] {1, Double.NaN, 2, 3}, 2, 2);
        assertArrayEquals(new double[] {1, 0, 2, 3}, infinite.tril(0).toDoubleArray());
        assertRefused("diag expected one or two dimensions, got [2, 3, 4]", () -> cube().diag(0));
        assertRefused("trace expected a matrix, got [2, 3, 4]", () -> cube().trace());
        assertRefused(
                "tril expected at least two dimensions, got [3]",
                () -> Tensors.arange(3).tril(0));
        assertRefused("diagonal dimensions cannot be identical: 0 and -2 of shape [2, 3]", () -> x.diagonal(0, 0, -2));
    }

    @Test
    void repeatsFollowPyTorch() {
        Tensor x = Tensors.arange(3);
        assertRead(x.repeat(2, 2), new int[] {2, 6}, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
        assertRead(x.view(3, 1).tile(2), new int[] {3, 2}, 0, 0, 1, 1, 2, 2);
        assertEquals(Shape.of(0, 3), x.repeat(0, 1).shape());
        assertRead(x.repeatInterleave(2, null), new int[] {6}, 0, 0, 1, 1, 2, 2);
        assertRead(Tensors.scalar(4L).repeatInterleave(2, 0), new int[] {2}, 4, 4);
        Tensor times = Tensors.of(new long[] {1, 0, 2});
        assertRead(Tensors.arange(6).view(2, 3).repeatInterleave(times, -1), new int[] {2, 3}, 0, 2, 2, 3, 5, 5);
        assertRefused(
                "repeat: number of repeats [2] cannot be smaller than the number of dimensions of [1, 3]",
                () -> x.view(1, 3).repeat(2));
        assertRefused(
                "shape mismatch in repeat_interleave: repeats [3] must have the size of dimension 0 of [2]",
                () -> Tensors.arange(2).repeatInterleave(times, 0));
        List<Tensor> grid = Repeats.meshgrid(List.of(x, Tensors.arange(2)), true);
        assertRead(grid.get(0), new int[] {2, 3}, 0, 1, 2, 0, 1, 2);
        assertRead(grid.get(1), new int[] {2, 3}, 0, 0, 0, 1, 1, 1);
        assertSame(x.storage(), grid.get(0).storage());
        assertEquals(
                Shape.of(3, 2),
                Repeats.meshgrid(List.of(x, Tensors.arange(2)), false).get(1).shape());
    }

    @Test
    void turnsFollowPyTorch() {
        Tensor x = Tensors.arange(6).view(2, 3);
        assertRead(x.rot90(1, 0, 1), new int[] {3, 2}, 2, 5, 1, 4, 0, 3);
        assertRead(x.rot90(-1, 0, 1), new int[] {3, 2}, 3, 0, 4, 1, 5, 2);
        assertRead(x.rot90(6, 0, 1), new int[] {2, 3}, 5, 4, 3, 2, 1, 0);
        assertRead(x.roll(new int[] {2}), new int[] {2, 3}, 4, 5, 0, 1, 2, 3);
        assertRead(x.roll(new int[] {-1, 1}, 1, 0), new int[] {2, 3}, 4, 5, 3, 1, 2, 0);
        assertRead(x.fliplr(), new int[] {2, 3}, 2, 1, 0, 5, 4, 3);
        assertRead(x.flipud(), new int[] {2, 3}, 3, 4, 5, 0, 1, 2);
        assertRefused("rot90 expected two different dimensions of shape [2, 3], got [0, -2]", () -> x.rot90(1, 0, -2));
        assertRefused(
                "fliplr expected at least two dimensions, got [3]",
                () -> Tensors.arange(3).fliplr());
    }

    @Test
    void masksPickInRowMajorOrder() {
        Tensor x = Tensors.arange(6).view(3, 2).t();
        Tensor mask = x.gt(1);
        assertRead(x.maskedSelect(mask), new int[] {4}, 2, 4, 3, 5);
        assertRead(mask.nonzero(), new int[] {4, 2}, 0, 1, 0, 2, 1, 1, 1, 2);
        assertRead(Masks.where(mask).get(1), new int[] {4}, 1, 2, 1, 2);
        assertEquals(Shape.of(1, 0), Tensors.scalar(Double.NaN).nonzero().shape());
        assertRead(Masks.where(Tensors.scalar(3L)).get(0), new int[] {1}, 0);
        assertEquals(
                Shape.of(0, 3), Tensors.zeros(DType.BOOL, 2, 0, 1).nonzero().shape());
        assertRead(x.maskedScatter(mask, Tensors.arange(10, 15, 1)), new int[] {2, 3}, 0, 10, 11, 1, 12, 13);
        assertRefused(
                "masked_scatter: source [3] has fewer elements than 4, the number of ones in the mask",
                () -> x.maskedScatter(mask, Tensors.arange(3)));
        assertRefused("masked_select expected a bool tensor as mask, got int64", () -> x.maskedSelect(x));
    }

    @Test
    void positionsMayCountFromTheEnd() {
        Tensor x = Tensors.arange(6).view(3, 2).t();
        assertRead(x.take(Tensors.of(new long[] {0, -1, 3, 1}, 2, 2)), new int[] {2, 2}, 0, 5, 1, 2);
        assertRead(x.takeAlongDim(Tensors.of(new long[] {-1, 0}, 1, 2), 1), new int[] {2, 2}, 4, 0, 5, 1);
        assertRead(Subscripts.takeAlongDim(x, Tensors.of(new long[] {-2}, 1, 1)), new int[] {1}, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> x.take(Tensors.of(new long[] {6})));
        assertRefused(
                "shape mismatch in take_along_dim: input [2, 3] and index [1] should have the same number of"
                        + " dimensions",
                () -> x.takeAlongDim(Tensors.of(new long[] {0}), 1));
    }

    @Test
    void errorsOfViewsNameShapes() {
        Tensor x = cube();
        assertRefused("t expected a tensor of at most 2 dimensions, got [2, 3, 4]", x::t);
        assertRefused(
                "shape mismatch in unflatten: sizes [3, 2] do not multiply up to the size of dimension 2 of [2, 3, 4]",
                () -> x.unflatten(2, 3, 2));
        assertRefused(
                "shape mismatch in expand: size -1 in leading dimension 0, which does not exist in [2, 3, 4]",
                () -> x.expand(-1, 2, 3, 4));
        assertRefused(
                "unfold: size 5 must be at most 4 and step 1 positive, for dimension 2 of shape [2, 3, 4]",
                () -> x.unfold(2, 5, 1));
        assertRefused(
                "narrow cannot be applied to a zero-dimensional tensor",
                () -> Tensors.scalar(1L).narrow(0, 0, 1));
        assertRefused(
                "movedim: source [0, 1] and destination [0] should have the same number of elements",
                () -> x.movedim(new int[] {0, 1}, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> x.narrow(1, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> x.view(4, 6).t().view(24));
    }
}
