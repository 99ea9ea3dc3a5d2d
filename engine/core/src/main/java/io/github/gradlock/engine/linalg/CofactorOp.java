package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Beside;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Scans;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

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

    /**
     * Returns the products of all singular values but the i-th and the j-th, {@code [batch…, n, n]}, with zeros on the diagonal. For i
     * &lt; j that is the product of those before i, between the two and behind j: three running products, none of which divides, in
     * the memory of one matrix.
     */
    private static Tensor productsWithoutTwo(Tensor s) {
        int n = s.size(-1);
        Tensor position = Beside.of(s).arange(n);
        Tensor above = Comparisons.gt(position, Views.unsqueeze(position, -1));
        Tensor one = Beside.of(s).scalar(1, s.dtype());
        Tensor before = Views.unsqueeze(Scans.productsBefore(s), -1);
        Tensor behind = Views.unsqueeze(Views.flip(Scans.productsBefore(Views.flip(s, -1)), -1), -2);
        Tensor between = Scans.productsBefore(Arithmetic.where(above, Views.unsqueeze(s, -2), one));
        Tensor products = Arithmetic.mul(Arithmetic.mul(before, behind), between);
        Tensor upper = Arithmetic.maskedFill(products, Comparisons.not(above), 0);
        return Arithmetic.add(upper, Matrices.t(upper));
    }
}
