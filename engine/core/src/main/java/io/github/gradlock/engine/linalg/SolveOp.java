package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Solves {@code A X = B}, or {@code Aᵀ X = B}, in batches that already agree.
 *
 * @param adjoint whether A is transposed: both forms use the same factors of A, so that what one loses the other loses too
 * @param checked whether singular matrices are refused; if not, they give infinities and NaN
 */
record SolveOp(boolean adjoint, boolean checked) implements Op {
    @Override
    public String name() {
        return "linalg.solve";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("adjoint", adjoint, "checked", checked));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        LuFactors factors = LuFactors.of(f, inputs[0]);
        if (checked) {
            factors.requireRegular(f, name(), k -> "The solver failed because the input matrix is singular.");
        }
        Tensor x = factors.solve(f, inputs[1], adjoint);
        context.save(inputs[0], x);
        return new Tensor[] {x};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(1);
        Tensor gradB = Dispatch.applyOne(new SolveOp(!adjoint, checked), context.saved(0), gradOutputs[0]);
        if (!context.needsInputGrad(0)) {
            return new Tensor[] {null, gradB};
        }
        Tensor product = adjoint ? Matrices.multiply(x, Matrices.t(gradB)) : Matrices.multiply(gradB, Matrices.t(x));
        return new Tensor[] {Arithmetic.neg(product), context.needsInputGrad(1) ? gradB : null};
    }
}
