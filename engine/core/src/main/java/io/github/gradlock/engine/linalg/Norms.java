package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Norms of matrices. */
final class Norms {
    private static final String OP = "linalg.matrix_norm";

    private Norms() {}

    static Tensor matrix(Tensor x, double ord, boolean keepdim, int rows, int columns) {
        Tensor last = matricesLast(x, rows, columns);
        boolean greatest = ord > 0;
        Tensor candidates;
        if (Math.abs(ord) == 2) {
            candidates = Linalg.svdvals(last);
        } else if (Math.abs(ord) == 1) {
            candidates = Reductions.sum(Arithmetic.abs(last), false, -2);
        } else if (Double.isInfinite(ord)) {
            candidates = Reductions.sum(Arithmetic.abs(last), false, -1);
        } else {
            throw unsupported(OP, String.valueOf(ord), "matrices", x);
        }
        Tensor norm = greatest ? Reductions.amax(candidates, false, -1) : Reductions.amin(candidates, false, -1);
        return kept(norm, x, keepdim, rows, columns);
    }

    static Tensor matrix(Tensor x, String ord, boolean keepdim, int rows, int columns) {
        Tensor last = matricesLast(x, rows, columns);
        return switch (ord) {
            case "fro" -> Reductions.norm(x, 2, keepdim, rows, columns);
            case "nuc" -> kept(Reductions.sum(Linalg.svdvals(last), false, -1), x, keepdim, rows, columns);
            default -> throw unsupported(OP, ord, "matrices", x);
        };
    }

    /** Returns the dimensions that a norm is taken over, one or two. */
    static int[] chosen(Tensor x, int... dims) {
        if (dims.length > 2) {
            throw new IllegalArgumentException(
                    "linalg.norm: if dim is specified, it must be of length 1 or 2, got " + Arrays.toString(dims));
        }
        if (dims.length == 0 && (x.rank() == 0 || x.rank() > 2)) {
            throw new IllegalArgumentException(
                    "linalg.norm: if dim is not specified but ord is, the input must be 1- or"
                            + " 2-dimensional, got shape " + x.shape());
        }
        return dims.length > 0 ? dims : x.rank() == 1 ? new int[] {0} : new int[] {0, 1};
    }

    static IllegalArgumentException unsupported(String op, String ord, String what, Tensor x) {
        return new IllegalArgumentException(op + ": order " + ord + " is not supported for " + what + " of shape "
                + x.shape() + "; of matrices it is one of 1, -1, 2, -2, inf, -inf, fro, nuc");
    }

    private static Tensor matricesLast(Tensor x, int rows, int columns) {
        Checks.matrix(OP, x);
        int r = x.shape().axis(rows);
        int c = x.shape().axis(columns);
        if (r == c) {
            throw new IllegalArgumentException(
                    OP + ": dims must be different, got " + rows + " and " + columns + " for shape " + x.shape());
        }
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (axis != r && axis != c) {
                order.add(axis);
            }
        }
        order.add(r);
        order.add(c);
        return Views.permute(x, order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Tensor kept(Tensor norm, Tensor x, boolean keepdim, int rows, int columns) {
        if (!keepdim) {
            return norm;
        }
        int[] sizes = x.shape().sizes();
        sizes[x.shape().axis(rows)] = 1;
        sizes[x.shape().axis(columns)] = 1;
        return Views.reshape(norm, Shape.of(sizes));
    }

    static Tensor condition(Tensor a, double ord) {
        if (Math.abs(ord) == 2) {
            Tensor s = Linalg.svdvals(Checks.matrix("linalg.cond", a));
            Tensor first = Views.select(s, -1, 0);
            Tensor last = Views.select(s, -1, -1);
            return ord > 0 ? Arithmetic.div(first, last) : Arithmetic.div(last, first);
        }
        Checks.square("linalg.cond", a);
        return Arithmetic.mul(matrix(a, ord, false, -2, -1), matrix(Linalg.inv(a), ord, false, -2, -1));
    }
}
