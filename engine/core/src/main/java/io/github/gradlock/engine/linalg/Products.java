package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products of vectors and matrices that are made of simpler ones. */
final class Products {
    private Products() {}

    /** Multiplies powers of two of a, from the least on, as PyTorch does; this order decides the bits. */
    static Tensor power(Tensor a, long n) {
        if (n == 0) {
            // Chosen nowhere, a still makes the result part of the graph, with a gradient of zeros, as in PyTorch.
            return Arithmetic.where(Matrices.everywhere(a), Matrices.eye(a, a.size(-1)), a);
        }
        if (n == 3) {
            return Matrices.multiply(Matrices.multiply(a, a), a);
        }
        Tensor square = a;
        @Nullable Tensor result = null;
        for (long rest = n; rest > 0; rest /= 2) {
            if (rest % 2 == 1) {
                result = result == null ? square : Matrices.multiply(result, square);
            }
            if (rest > 1) {
                square = Matrices.multiply(square, square);
            }
        }
        return result == null ? a : result;
    }

    static Tensor chain(List<Tensor> chain) {
        if (chain.size() < 2) {
            throw new IllegalArgumentException("linalg.multi_dot: expected at least 2 tensors but got " + chain.size());
        }
        Tensor first = chain.get(0);
        Tensor last = chain.get(chain.size() - 1);
        List<Tensor> matrices = new ArrayList<>(chain);
        if (first.rank() == 1) {
            matrices.set(0, Views.unsqueeze(first, 0));
        }
        if (last.rank() == 1) {
            matrices.set(chain.size() - 1, Views.unsqueeze(last, -1));
        }
        requireChain(chain, matrices);
        int[][] split = splits(matrices);
        Tensor product = product(matrices, split, 0, matrices.size() - 1);
        List<Integer> sizes = new ArrayList<>();
        if (first.rank() > 1) {
            sizes.add(product.size(0));
        }
        if (last.rank() > 1) {
            sizes.add(product.size(1));
        }
        return Views.reshape(
                product, Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static void requireChain(List<Tensor> chain, List<Tensor> matrices) {
        for (int i = 0; i < matrices.size(); i++) {
            if (matrices.get(i).rank() != 2) {
                throw new IllegalArgumentException("linalg.multi_dot: tensor " + i
                        + " must have 2 dimensions (the first and the last may have 1), got shape "
                        + chain.get(i).shape());
            }
            if (i > 0 && matrices.get(i - 1).size(1) != matrices.get(i).size(0)) {
                throw Checks.shapes("linalg.multi_dot", chain.get(i - 1), chain.get(i));
            }
        }
    }

    /**
     * Returns after which matrix to split each stretch from i to j, so that the multiplications are fewest (Cormen et al., Introduction
     * to Algorithms, 15.2). Of equally good splits the first is taken, and of three matrices the last, as in PyTorch.
     */
    private static int[][] splits(List<Tensor> matrices) {
        int n = matrices.size();
        double[][] cost = new double[n][n];
        int[][] split = new int[n][n];
        for (int length = 1; length < n; length++) {
            for (int i = 0; i + length < n; i++) {
                int j = i + length;
                cost[i][j] = Double.POSITIVE_INFINITY;
                for (int k = i; k < j; k++) {
                    double size = (double) matrices.get(i).size(0)
                            * matrices.get(k).size(1)
                            * matrices.get(j).size(1);
                    double total = cost[i][k] + cost[k + 1][j] + size;
                    if (total < cost[i][j] || n == 3 && total == cost[i][j]) {
                        cost[i][j] = total;
                        split[i][j] = k;
                    }
                }
            }
        }
        return split;
    }

    private static Tensor product(List<Tensor> matrices, int[][] split, int i, int j) {
        return i == j
                ? matrices.get(i)
                : MatrixProducts.matmul(
                        product(matrices, split, i, split[i][j]), product(matrices, split, split[i][j] + 1, j));
    }

    static Tensor cross(Tensor a, Tensor b, int dim) {
        if (a.rank() != b.rank()) {
            throw new IllegalArgumentException(
                    "linalg.cross: inputs must have the same number of dimensions, got shapes " + a.shape() + " and "
                            + b.shape());
        }
        if (a.size(dim) != 3 || b.size(dim) != 3) {
            throw new IllegalArgumentException("linalg.cross: inputs dimension " + dim
                    + " must have length 3, got shapes " + a.shape() + " and " + b.shape());
        }
        Tensor positive = Arithmetic.mul(rolled(a, dim, 1), rolled(b, dim, 2));
        return Arithmetic.sub(positive, Arithmetic.mul(rolled(a, dim, 2), rolled(b, dim, 1)));
    }

    /** Moves component i + by to place i. */
    private static Tensor rolled(Tensor x, int dim, int by) {
        return Joins.cat(List.of(Views.narrow(x, dim, by, 3 - by), Views.narrow(x, dim, 0, by)), dim);
    }

    static Tensor kron(Tensor a, Tensor b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] left = new int[2 * rank];
        int[] right = new int[2 * rank];
        int[] sizes = new int[rank];
        Arrays.fill(left, 1);
        Arrays.fill(right, 1);
        for (int axis = 0; axis < rank; axis++) {
            left[2 * axis] = axis < rank - a.rank() ? 1 : a.size(axis - (rank - a.rank()));
            right[2 * axis + 1] = axis < rank - b.rank() ? 1 : b.size(axis - (rank - b.rank()));
            sizes[axis] = left[2 * axis] * right[2 * axis + 1];
        }
        Tensor product = Arithmetic.mul(Views.reshape(a, Shape.of(left)), Views.reshape(b, Shape.of(right)));
        return Views.reshape(product, Shape.of(sizes));
    }

    static Tensor vander(Tensor x, int n) {
        if (x.rank() == 0 || n < 1) {
            throw new IllegalArgumentException(
                    "linalg.vander: expected at least one dimension and n > 0, got shape " + x.shape() + " and n " + n);
        }
        List<Tensor> powers = new ArrayList<>();
        Tensor power = Arithmetic.maskedFill(x, Matrices.everywhere(x), 1);
        for (int i = 0; i < n; i++) {
            powers.add(power);
            power = i == 0 ? x : Arithmetic.mul(power, x);
        }
        return Joins.stack(powers, -1);
    }
}
