package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Beside;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Words in operations, recorded, that derivatives of matrix functions are written in. */
final class Matrices {
    private Matrices() {}

    /** Transposes each matrix, as a view. */
    static Tensor t(Tensor x) {
        return Views.transpose(x, -1, -2);
    }

    static Tensor multiply(Tensor a, Tensor b) {
        return MatrixProducts.matmul(a, b);
    }

    static Tensor multiply(Tensor a, Tensor b, Tensor c) {
        return multiply(multiply(a, b), c);
    }

    /** Returns 1 by 1 matrices for numbers {@code [batch…]}. */
    static Tensor scalars(Tensor x) {
        return Views.unsqueeze(Views.unsqueeze(x, -1), -1);
    }

    /** Returns which elements are on the diagonal of a square matrix. */
    static Tensor onDiagonal(Tensor like) {
        return Beside.of(like).eye(like.size(-1), DType.BOOL);
    }

    /** Puts lines {@code [batch…, n]} in the place of the diagonals of square matrices. */
    static Tensor withDiagonal(Tensor x, Tensor diagonal) {
        return Arithmetic.where(onDiagonal(x), Views.unsqueeze(diagonal, -2), x);
    }

    static Tensor withUnitDiagonal(Tensor x) {
        return Arithmetic.maskedFill(x, onDiagonal(x), 1);
    }

    /** Divides, and takes zero for {@code 0 / 0}. */
    static Tensor quotient(Tensor numerator, Tensor denominator) {
        return quotient(numerator, denominator, Comparisons.eq(numerator, 0));
    }

    /**
     * Divides, and takes zero where the denominator is zero and nothing is asked for. That is how a cotangent of zeros, of an output
     * that nothing depends on, has no influence, as one that is missing has none in PyTorch.
     */
    static Tensor quotient(Tensor numerator, Tensor denominator, Tensor nothing) {
        Tensor none = Comparisons.and(nothing, Comparisons.eq(denominator, 0));
        Tensor safe = Arithmetic.maskedFill(denominator, none, 1);
        return Arithmetic.maskedFill(Arithmetic.div(numerator, safe), none, 0);
    }

    static Tensor eye(Tensor like, int n) {
        int[] sizes = like.shape().sizes();
        sizes[sizes.length - 2] = n;
        sizes[sizes.length - 1] = n;
        return Views.expand(Beside.of(like).eye(n, like.dtype()), Shape.of(sizes));
    }

    static Tensor everywhere(Tensor like) {
        return Views.expand(Beside.of(like).scalar(1, DType.BOOL), like.shape());
    }

    /** Stretches the leading dimensions to a batch; the last two stay. */
    static Tensor inBatch(Tensor x, Shape batch) {
        int[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 2);
        sizes[batch.rank()] = x.size(-2);
        sizes[batch.rank() + 1] = x.size(-1);
        return Views.expand(x, Shape.of(sizes));
    }
}
