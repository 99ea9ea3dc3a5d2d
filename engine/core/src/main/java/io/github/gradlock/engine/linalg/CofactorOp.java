package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * Takes the matrix of cofactors, the derivative of the determinant.
 *
 * <p>With {@code A = U S Vᵀ} it is {@code det(U) det(V) U C Vᵀ}, where C is diagonal and {@code C[i, i]} is the product of all
 * singular values but the i-th (Higham, What Is the Adjugate of a Matrix?, 2020). No step divides, so that value and derivative hold
 * for singular matrices of any rank.
 */
record CofactorOp() implements Op {
    @Override
    public String name() {
        return "cofactors";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        Tensor a = inputs[0];
        int n = a.size(-1);
        SingularValues factors = SingularValues.of(f, "linalg.det", a, false);
        Tensor others = f.where(f.eye(a, n, n, DType.BOOL), 1, Forward.stretched(unsqueezed(factors.s()), a.shape()));
        Tensor products = Forward.transposed(f.reduce(ReduceFunction.PROD, others));
        Tensor sign = f.mul(sign(f, factors.u()), sign(f, factors.vt()));
        context.save(a);
        return new Tensor[] {f.matmul(f.mul(factors.u(), f.mul(products, sign)), factors.vt())};
    }

    private static Tensor unsqueezed(Tensor lines) {
        return lines.alias(lines.layout().unsqueeze(-2));
    }

    /** Returns the determinants of orthogonal matrices, which are 1 or -1, {@code [batch…, 1, 1]}. */
    private static Tensor sign(Forward f, Tensor orthogonal) {
        LuFactors factors = LuFactors.of(f, orthogonal);
        Tensor one = f.constant(orthogonal, 1);
        Tensor signs = f.where(f.compare(BinaryFunction.LT, factors.diagonal(), 0), f.mul(one, -1), one);
        Tensor product = Forward.line(f.reduce(ReduceFunction.PROD, signs));
        return Forward.column(Forward.column(f.mul(product, factors.sign(f))));
    }

    /**
     * Perturbs S by E: C changes by {@code Σ E[k, k] P[i, k]} at {@code [i, i]} and by {@code -P[i, j] E[j, i]} elsewhere, where P
     * holds the products of all singular values but two, and zero on its diagonal. This is the adjoint of that.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Linalg.Svd svd = Linalg.svd(context.saved(0), false);
        Tensor inner = Matrices.multiply(Matrices.t(svd.u()), gradOutputs[0], Matrices.t(svd.vt()));
        Tensor products = productsWithoutTwo(svd.s());
        Tensor onDiagonal = Arithmetic.maskedFill(inner, Comparisons.not(Matrices.onDiagonal(inner)), 0);
        Tensor sums = Matrices.multiply(products, Reductions.sum(onDiagonal, true, -1));
        Tensor elsewhere = Matrices.t(Arithmetic.neg(Arithmetic.mul(products, inner)));
        Tensor change = Matrices.withDiagonal(elsewhere, Views.squeeze(sums, -1));
        Forward f = new Forward(context.kernels());
        Tensor sign = f.mul(sign(f, svd.u()), sign(f, svd.vt()));
        return new Tensor[] {Arithmetic.mul(Matrices.multiply(svd.u(), change, svd.vt()), sign)};
    }

    /** Returns {@code [batch…, n, n]}. */
    private static Tensor productsWithoutTwo(Tensor s) {
        int n = s.size(-1);
        boolean[] left = new boolean[n * n * n];
        for (int i = 0; i < left.length; i++) {
            int last = i % n;
            left[i] = last == i / n % n || last == i / n / n;
        }
        Tensor lines = Views.unsqueeze(Views.unsqueeze(s, -2), -2);
        Tensor factors = Arithmetic.maskedFill(lines, Tensors.of(left, n, n, n), 1);
        Tensor products = Reductions.prod(factors, -1, false);
        return Arithmetic.maskedFill(products, Matrices.onDiagonal(products), 0);
    }
}
