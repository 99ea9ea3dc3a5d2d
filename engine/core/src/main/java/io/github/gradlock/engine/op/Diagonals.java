package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Diagonals and triangles of matrices; an offset above zero lies above the main diagonal, one below zero below it. */
public final class Diagonals {
    private Diagonals() {}

    /** Shows a diagonal of two dimensions, put last, as a view. */
    public static Tensor diagonal(Tensor x, int offset, int dim1, int dim2) {
        int axis1 = x.shape().axis(dim1);
        int axis2 = x.shape().axis(dim2);
        if (axis1 == axis2) {
            throw new IllegalArgumentException(
                    "diagonal dimensions cannot be identical: " + dim1 + " and " + dim2 + " of shape " + x.shape());
        }
        return Dispatch.applyOne(new DiagonalOp(x.shape(), offset, axis1, axis2), x);
    }

    /** Puts the last dimension on a diagonal of two dimensions of the result, whose other elements are zero. */
    public static Tensor diagEmbed(Tensor x, int offset, int dim1, int dim2) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException("diag_embed expected at least one dimension");
        }
        int rank = x.rank() + 1;
        Shape range = Shape.of(new int[rank]);
        int axis1 = range.axis(dim1);
        int axis2 = range.axis(dim2);
        if (axis1 == axis2) {
            throw new IllegalArgumentException("diag_embed dimensions cannot be identical: " + dim1 + " and " + dim2);
        }
        int[] sizes = new int[rank];
        int next = 0;
        for (int i = 0; i < rank; i++) {
            sizes[i] = i == axis1 || i == axis2 ? x.size(-1) + Math.abs(offset) : x.size(next++);
        }
        return Dispatch.applyOne(new PlaceOp(new DiagonalOp(Shape.of(sizes), offset, axis1, axis2)), x);
    }

    /** Makes a matrix with a vector on its diagonal, or copies the diagonal of a matrix. */
    public static Tensor diag(Tensor x, int offset) {
        return switch (x.rank()) {
            case 1 -> diagEmbed(x, offset, 0, 1);
            case 2 -> Views.copy(diagonal(x, offset, 0, 1));
            default -> throw new IllegalArgumentException("diag expected one or two dimensions, got " + x.shape());
        };
    }

    /** Sums the main diagonal of a matrix {@code [n, m]} to a zero-dimensional tensor. */
    public static Tensor trace(Tensor x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException("trace expected a matrix, got " + x.shape());
        }
        return Reductions.sum(diagonal(x, 0, 0, 1));
    }

    /** Keeps what lies on and below a diagonal of the last two dimensions, with zeros above it. */
    public static Tensor tril(Tensor x, int diagonal) {
        return triangle("tril", true, x, diagonal);
    }

    /** Keeps what lies on and above a diagonal of the last two dimensions, with zeros below it. */
    public static Tensor triu(Tensor x, int diagonal) {
        return triangle("triu", false, x, diagonal);
    }

    private static Tensor triangle(String op, boolean lower, Tensor x, int diagonal) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException(op + " expected at least two dimensions, got " + x.shape());
        }
        Tensor limit = Arithmetic.add(Views.along(Positions.counting(x, x.size(-2)), 2, 0), (long) diagonal);
        Tensor column = Views.along(Positions.counting(x, x.size(-1)), 2, 1);
        Tensor kept = lower ? Comparisons.le(column, limit) : Comparisons.ge(column, limit);
        return Arithmetic.where(kept, x, Arithmetic.constant(x, Shape.SCALAR, 0));
    }
}
