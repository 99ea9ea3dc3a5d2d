package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the pseudo-inverse of Moore and Penrose: singular values up to {@code max(atol, rtol · greatest)} count as zero.
 *
 * @param hermitian whether to read the lower triangle of a symmetric matrix and use its eigenvalues
 */
record PinvOp(double atol, double rtol, boolean hermitian) implements Op {
    @Override
    public String name() {
        return "linalg.pinv";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("atol", atol, "hermitian", hermitian, "rtol", rtol));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        Tensor a = inputs[0];
        Tensor left;
        Tensor right;
        Tensor values;
        if (hermitian) {
            SymmetricEigen eigen = SymmetricEigen.of(f, name(), a, false);
            left = eigen.vectors();
            values = eigen.values();
            right = Forward.transposed(left);
        } else {
            SingularValues svd = SingularValues.of(f, name(), a, false);
            left = Forward.transposed(svd.vt());
            values = svd.s();
            right = Forward.transposed(svd.u());
        }
        Tensor rows = values.alias(values.layout().unsqueeze(-2));
        Tensor pinv = f.matmul(f.mul(left, reciprocals(f, rows)), right);
        context.save(a, pinv);
        return new Tensor[] {pinv};
    }

    private Tensor reciprocals(Forward f, Tensor values) {
        if (values.numel() == 0) {
            return values;
        }
        Tensor sizes = f.abs(values);
        Tensor relative = f.mul(f.reduce(ReduceFunction.MAX, sizes), rtol);
        Tensor bound = f.binary(BinaryFunction.MAXIMUM, relative, f.constant(values, atol));
        Tensor counts = f.binary(BinaryFunction.GT, sizes, bound);
        return f.where(counts, f.unary(UnaryFunction.RECIPROCAL, values), f.constant(values, 0));
    }

    /** Differentiates at constant rank (Golub and Pereyra, 1973, equation 4.12), the smaller products first, as PyTorch does. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor a = context.saved(0);
        Tensor p = context.saved(1);
        Tensor pt = Matrices.t(p);
        Tensor gt = Matrices.t(gradOutputs[0]);
        if (a.size(-2) <= a.size(-1)) {
            Tensor k = Matrices.multiply(gt, p);
            Tensor kpt = Matrices.multiply(k, pt);
            Tensor first = Arithmetic.sub(kpt, Matrices.t(Matrices.multiply(p, k)));
            Tensor second = Matrices.multiply(a, p, kpt);
            Tensor third = Matrices.multiply(Matrices.multiply(pt, p), Arithmetic.sub(gt, Matrices.multiply(k, a)));
            return new Tensor[] {Arithmetic.add(Arithmetic.sub(first, second), third)};
        }
        Tensor k = Matrices.multiply(p, gt);
        Tensor ptk = Matrices.multiply(pt, k);
        Tensor first = Arithmetic.sub(ptk, Matrices.t(Matrices.multiply(k, p)));
        Tensor second = Matrices.multiply(Matrices.multiply(ptk, p), a);
        Tensor third = Matrices.multiply(Arithmetic.sub(gt, Matrices.multiply(a, k)), p, pt);
        return new Tensor[] {Arithmetic.add(Arithmetic.sub(first, second), third)};
    }
}
