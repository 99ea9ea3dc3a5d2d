package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Products of matrices and vectors. Operands must have one dtype; every element is one chain of fused multiply-adds in k. */
public final class MatrixProducts {
    private static final MatmulOp MATMUL = new MatmulOp("matmul");
    private static final MatmulOp BMM = new MatmulOp("bmm");

    private MatrixProducts() {}

    /**
     * Multiplies by the rules of {@code torch.matmul}: vectors are a row on the left and a column on the right, and lose that
     * dimension again; leading dimensions are broadcast.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        check(a, b);
        if (a.rank() == 2 && b.rank() == 2) {
            return Dispatch.applyOne(MATMUL, a, b);
        }
        Tensor left = a.rank() == 1 ? Views.unsqueeze(a, 0) : a;
        Tensor right = b.rank() == 1 ? Views.unsqueeze(b, 1) : b;
        Tensor product = right.rank() == 2 && left.rank() > 2 ? folded(left, right) : batched(left, right, a, b);
        int[] sizes = product.shape().sizes();
        int rank = sizes.length;
        if (b.rank() == 1) {
            sizes = Arrays.copyOf(sizes, rank - 1);
        }
        if (a.rank() == 1) {
            int[] shorter = Arrays.copyOf(sizes, sizes.length - 1);
            System.arraycopy(sizes, rank - 1, shorter, rank - 2, sizes.length - (rank - 1));
            sizes = shorter;
        }
        return Views.reshape(product, Shape.of(sizes));
    }

    private static void check(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException(
                    "both arguments to matmul need to be at least 1-dimensional, but they are " + a.rank() + "- and "
                            + b.rank() + "-dimensional");
        }
        if (a.dtype() != b.dtype()) {
            throw Operands.mismatch("matmul", a.dtype(), b.dtype());
        }
        if (a.size(-1) != b.size(b.rank() == 1 ? 0 : -2)) {
            throw Operands.mismatch("matmul", a.shape(), b.shape());
        }
    }

    /** Takes all leading dimensions as rows of one matrix, which spares the copies of {@code b} and its gradient for each batch. */
    private static Tensor folded(Tensor a, Tensor b) {
        int[] sizes = a.shape().sizes();
        Tensor rows = Views.reshape(a, a.size(-1) == 0 ? rows(a) : -1, a.size(-1));
        sizes[sizes.length - 1] = b.size(1);
        return Views.reshape(Dispatch.applyOne(MATMUL, rows, b), Shape.of(sizes));
    }

    private static int rows(Tensor a) {
        int rows = 1;
        for (int axis = 0; axis < a.rank() - 1; axis++) {
            rows *= a.size(axis);
        }
        return rows;
    }

    private static Tensor batched(Tensor left, Tensor right, Tensor a, Tensor b) {
        int[] leftBatch = Arrays.copyOf(left.shape().sizes(), left.rank() - 2);
        int[] rightBatch = Arrays.copyOf(right.shape().sizes(), right.rank() - 2);
        Shape batch;
        try {
            batch = Shape.broadcast(Shape.of(leftBatch), Shape.of(rightBatch));
        } catch (IllegalArgumentException e) {
            throw Operands.mismatch("matmul", a.shape(), b.shape());
        }
        return Dispatch.applyOne(
                MATMUL, Views.expand(left, withBatch(batch, left)), Views.expand(right, withBatch(batch, right)));
    }

    private static Shape withBatch(Shape batch, Tensor matrix) {
        int[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 2);
        sizes[batch.rank()] = matrix.size(-2);
        sizes[batch.rank() + 1] = matrix.size(-1);
        return Shape.of(sizes);
    }

    /** Multiplies {@code [b, m, k]} and {@code [b, k, n]}, without broadcasting. */
    public static Tensor bmm(Tensor a, Tensor b) {
        if (a.rank() != 3 || b.rank() != 3 || a.size(0) != b.size(0) || a.size(2) != b.size(1)) {
            throw Operands.mismatch("bmm", a.shape(), b.shape());
        }
        if (a.dtype() != b.dtype()) {
            throw Operands.mismatch("bmm", a.dtype(), b.dtype());
        }
        return Dispatch.applyOne(BMM, a, b);
    }

    /** Multiplies {@code input [*, in]} with the transpose of {@code weight [out, in]}, and adds {@code bias [out]} if there is one. */
    public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
        if (weight.rank() > 2 || input.rank() == 0 || input.size(-1) != weight.size(-1)) {
            throw new IllegalArgumentException(
                    "shape mismatch in linear: input " + input.shape() + ", weight " + weight.shape());
        }
        if (input.dtype() != weight.dtype()) {
            throw Operands.mismatch("linear", input.dtype(), weight.dtype());
        }
        if (bias != null && bias.dtype() != input.dtype()) {
            throw Operands.mismatch("the bias of linear", input.dtype(), bias.dtype());
        }
        Tensor columns = weight.rank() == 2 ? Views.transpose(weight, 0, 1) : weight;
        Tensor product = matmul(input, columns);
        return bias == null ? product : Arithmetic.add(product, bias);
    }

    /**
     * Takes {@code input1ᵀ weight[k] input2 + bias[k]} for each k.
     *
     * @param input1 {@code [*, m]}
     * @param input2 {@code [*, n]}, with the same leading dimensions
     * @param weight {@code [out, m, n]}
     * @param bias {@code [out]}
     */
    public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, @Nullable Tensor bias) {
        if (input1.rank() == 0
                || input1.rank() != input2.rank()
                || !Arrays.equals(leading(input1, 1), leading(input2, 1))
                || weight.rank() != 3
                || input1.size(-1) != weight.size(1)
                || input2.size(-1) != weight.size(2)) {
            throw new IllegalArgumentException("shape mismatch in bilinear: inputs " + input1.shape() + " and "
                    + input2.shape() + ", weight " + weight.shape());
        }
        int rows = rows(input1);
        int out = weight.size(0);
        Tensor flat = Views.reshape(Views.permute(weight, 1, 0, 2), weight.size(1), out * weight.size(2));
        Tensor first = matmul(Views.reshape(input1, rows, input1.size(-1)), flat);
        Tensor second = Views.reshape(input2, rows, input2.size(-1), 1);
        Tensor product = bmm(Views.reshape(first, rows, out, weight.size(2)), second);
        int[] sizes = input1.shape().sizes();
        sizes[sizes.length - 1] = out;
        Tensor result = Views.reshape(product, Shape.of(sizes));
        return bias == null ? result : Arithmetic.add(result, bias);
    }

    private static int[] leading(Tensor x, int without) {
        return Arrays.copyOf(x.shape().sizes(), x.rank() - without);
    }

    /** Multiplies matrices {@code [m, k]} and {@code [k, n]}, without broadcasting. */
    public static Tensor mm(Tensor a, Tensor b) {
        return ranked("mm", a, 2, b, 2);
    }

    /** Multiplies a matrix {@code [m, k]} and a vector {@code [k]}. */
    public static Tensor mv(Tensor a, Tensor b) {
        return ranked("mv", a, 2, b, 1);
    }

    /** Sums the products of two vectors {@code [n]} of one length and dtype to a zero-dimensional tensor. */
    public static Tensor dot(Tensor a, Tensor b) {
        return ranked("dot", a, 1, b, 1);
    }

    private static Tensor ranked(String op, Tensor a, int rankA, Tensor b, int rankB) {
        if (a.rank() != rankA || b.rank() != rankB || a.size(-1) != b.size(0)) {
            throw Operands.mismatch(op, a.shape(), b.shape());
        }
        if (a.dtype() != b.dtype()) {
            throw Operands.mismatch(op, a.dtype(), b.dtype());
        }
        return matmul(a, b);
    }

    /** Multiplies every element of {@code a [m]} with every one of {@code b [n]}: {@code [m, n]}. */
    public static Tensor outer(Tensor a, Tensor b) {
        if (a.rank() != 1 || b.rank() != 1) {
            throw Operands.mismatch("outer", a.shape(), b.shape());
        }
        return Arithmetic.mul(Views.unsqueeze(a, 1), b);
    }

    /**
     * Multiplies a chain of matrices in the order that needs the fewest multiplications; the first of equally good ones. The order
     * depends on the shapes alone.
     */
    public static Tensor chainMatmul(Tensor... matrices) {
        if (matrices.length == 0) {
            throw new IllegalArgumentException("chain_matmul expected at least one matrix");
        }
        for (int i = 0; i < matrices.length; i++) {
            if (matrices[i].rank() != 2 || i > 0 && matrices[i - 1].size(1) != matrices[i].size(0)) {
                throw Operands.mismatch("chain_matmul", matrices[Math.max(i - 1, 0)].shape(), matrices[i].shape());
            }
        }
        return chained(splits(matrices), 0, matrices.length - 1, matrices);
    }

    private static Tensor chained(int[][] splits, int first, int last, Tensor... matrices) {
        return first == last
                ? matrices[first]
                : matmul(
                        chained(splits, first, splits[first][last], matrices),
                        chained(splits, splits[first][last] + 1, last, matrices));
    }

    /** Returns where to split each part of a chain (Cormen et al., Introduction to Algorithms, matrix-chain multiplication). */
    private static int[][] splits(Tensor... matrices) {
        int count = matrices.length;
        double[][] costs = new double[count][count];
        int[][] splits = new int[count][count];
        for (int length = 1; length < count; length++) {
            for (int first = 0; first + length < count; first++) {
                int last = first + length;
                costs[first][last] = Double.POSITIVE_INFINITY;
                for (int split = first; split < last; split++) {
                    double ends = (double) matrices[first].size(0) * matrices[split].size(1) * matrices[last].size(1);
                    double cost = costs[first][split] + costs[split + 1][last] + ends;
                    if (cost < costs[first][last]) {
                        costs[first][last] = cost;
                        splits[first][last] = split;
                    }
                }
            }
        }
        return splits;
    }
}
