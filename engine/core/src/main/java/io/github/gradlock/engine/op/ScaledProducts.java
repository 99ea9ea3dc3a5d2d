package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Products added to a tensor: {@code beta input + alpha product}, where the input is broadcast to the product. With beta 0 the input
 * is not looked at, so that its NaNs and infinities are not passed on.
 */
public final class ScaledProducts {
    private ScaledProducts() {}

    /** Adds the product of matrices {@code a [m, k]} and {@code b [k, n]}. */
    public static Tensor addmm(Tensor input, Tensor a, Tensor b, Number beta, Number alpha) {
        return add("addmm", input, MatrixProducts.mm(a, b), beta, alpha);
    }

    /** Adds the product of a matrix {@code a [m, k]} and a vector {@code b [k]}. */
    public static Tensor addmv(Tensor input, Tensor a, Tensor b, Number beta, Number alpha) {
        return add("addmv", input, MatrixProducts.mv(a, b), beta, alpha);
    }

    /** Adds the outer product of vectors {@code a [m]} and {@code b [n]}. */
    public static Tensor addr(Tensor input, Tensor a, Tensor b, Number beta, Number alpha) {
        return add("addr", input, MatrixProducts.outer(a, b), beta, alpha);
    }

    /** Adds the products of batches {@code a [b, m, k]} and {@code b [b, k, n]}. */
    public static Tensor baddbmm(Tensor input, Tensor a, Tensor b, Number beta, Number alpha) {
        return add("baddbmm", input, MatrixProducts.bmm(a, b), beta, alpha);
    }

    /** Adds the sum over the batch of the products of {@code a [b, m, k]} and {@code b [b, k, n]}. */
    public static Tensor addbmm(Tensor input, Tensor a, Tensor b, Number beta, Number alpha) {
        return add("addbmm", input, Reductions.sum(MatrixProducts.bmm(a, b), false, 0), beta, alpha);
    }

    private static Tensor add(String op, Tensor input, Tensor product, Number beta, Number alpha) {
        Shape shape = product.shape();
        if (!Operands.broadcast(op, input.shape(), shape).equals(shape)) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": input " + input.shape() + ", product " + shape);
        }
        Tensor scaled = alpha.doubleValue() == 1 ? product : Arithmetic.mul(product, alpha);
        return Arithmetic.add(scaled(input, beta), scaled);
    }

    private static Tensor scaled(Tensor input, Number beta) {
        if (beta.doubleValue() == 1) {
            return input;
        }
        return beta.doubleValue() == 0
                ? Arithmetic.maskedFill(input, Comparisons.eq(Arithmetic.constant(input, 0), 0), 0)
                : Arithmetic.mul(input, beta);
    }
}
