package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Products of tensors summed over chosen dimensions. Operands must have one dtype. */
public final class Contractions {
    private Contractions() {}

    /**
     * Multiplies tensors and sums by Einstein's convention, as {@code torch.einsum} does: {@code "ij,jk->ik"}.
     *
     * <p>A subscript is a letter; one that an operand repeats takes its diagonal, {@code ...} stands for dimensions that are
     * broadcast, and what the output lacks is summed. Without an arrow the output has the ellipsis and then, in alphabetical order
     * with capitals first, the letters that appear once. Operands are contracted from left to right, each pair as a batched
     * matrix product.
     *
     * @throws IllegalArgumentException if the equation is malformed, or does not fit the operands
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        return Einsum.of(equation, operands).contract(operands);
    }

    /**
     * Sums products over pairs of dimensions; the result has the other dimensions of {@code a}, then those of {@code b}. A size of
     * 1 is broadcast.
     *
     * @param dimsA dimensions of {@code a}
     * @param dimsB their partners in {@code b}, in the same order
     */
    public static Tensor tensordot(Tensor a, Tensor b, int[] dimsA, int[] dimsB) {
        if (dimsA.length != dimsB.length) {
            throw new IllegalArgumentException("tensordot expected as many dims of both, got " + Arrays.toString(dimsA)
                    + " and " + Arrays.toString(dimsB));
        }
        if (a.dtype() != b.dtype()) {
            throw Operands.mismatch("tensordot", a.dtype(), b.dtype());
        }
        Tensor left = a;
        Tensor right = b;
        int summed = 1;
        for (int i = 0; i < dimsA.length; i++) {
            int sizeA = a.size(dimsA[i]);
            int sizeB = b.size(dimsB[i]);
            if (sizeB == 1) {
                left = Reductions.sum(left, true, dimsA[i]);
            } else if (sizeA == 1) {
                right = Reductions.sum(right, true, dimsB[i]);
            } else if (sizeA != sizeB) {
                throw new IllegalArgumentException(
                        "shape mismatch in tensordot: contracted dimensions need to match, but dim " + dimsA[i] + " of "
                                + a.shape() + " and dim " + dimsB[i] + " of " + b.shape() + " do not");
            }
            summed *= sizeA == 1 || sizeB == 1 ? 1 : sizeA;
        }
        int[] freeA = others("tensordot", a, dimsA);
        int[] freeB = others("tensordot", b, dimsB);
        int[] sizes = joined(sizes(a, freeA), sizes(b, freeB));
        Tensor rows = Views.reshape(Views.permute(left, joined(freeA, dimsA)), product(sizes(a, freeA)), summed);
        Tensor columns = Views.reshape(Views.permute(right, joined(dimsB, freeB)), summed, product(sizes(b, freeB)));
        return Views.reshape(MatrixProducts.matmul(rows, columns), Shape.of(sizes));
    }

    /** Sums products over the last {@code dims} dimensions of {@code a} and the first of {@code b}; none gives all products. */
    public static Tensor tensordot(Tensor a, Tensor b, int dims) {
        if (dims < 0 || dims > a.rank() || dims > b.rank()) {
            throw new IllegalArgumentException(
                    "tensordot over " + dims + " dims of shapes " + a.shape() + " and " + b.shape());
        }
        int[] dimsA = new int[dims];
        int[] dimsB = new int[dims];
        Arrays.setAll(dimsA, i -> a.rank() - dims + i);
        Arrays.setAll(dimsB, i -> i);
        return tensordot(a, b, dimsA, dimsB);
    }

    /** Sums products over the last dimension of both: for vectors their dot product. With a zero-dimensional tensor, multiplies. */
    public static Tensor inner(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return Arithmetic.mul(a, b);
        }
        if (a.size(-1) != b.size(-1)) {
            throw Operands.mismatch("inner", a.shape(), b.shape());
        }
        return tensordot(a, b, new int[] {-1}, new int[] {-1});
    }

    private static int[] others(String op, Tensor x, int... dims) {
        List<Integer> taken = Axes.of(op, x.shape(), dims).axes();
        List<Integer> free = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            // No dims at all would mean all of them to a reduction.
            if (dims.length == 0 || !taken.contains(axis)) {
                free.add(axis);
            }
        }
        return Axes.ints(free);
    }

    static int[] sizes(Tensor x, int... dims) {
        return Arrays.stream(dims).map(x::size).toArray();
    }

    static int product(int... sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
