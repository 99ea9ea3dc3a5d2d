package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Solves {@code A X = B} for a triangular A, in batches that already agree; what A holds elsewhere is not read. */
record SolveTriangularOp(boolean upper, boolean unitriangular) implements Op {
    @Override
    public String name() {
        return "linalg.solve_triangular";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("unitriangular", unitriangular, "upper", upper));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = Triangular.solve(new Forward(context.kernels()), inputs[0], inputs[1], upper, unitriangular);
        context.save(inputs[0], x);
        return new Tensor[] {x};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Op adjoint = new SolveTriangularOp(!upper, unitriangular);
        Tensor gradB = Dispatch.applyOne(adjoint, Matrices.t(context.saved(0)), gradOutputs[0]);
        return new Tensor[] {
            context.needsInputGrad(0) ? gradA(gradB, context.saved(1)) : null, context.needsInputGrad(1) ? gradB : null
        };
    }

    private Tensor gradA(Tensor gradB, Tensor x) {
        Tensor whole = Arithmetic.neg(Matrices.multiply(gradB, Matrices.t(x)));
        int shift = unitriangular ? 1 : 0;
        return upper ? Diagonals.triu(whole, shift) : Diagonals.tril(whole, -shift);
    }
}
