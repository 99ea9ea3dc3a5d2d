package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The adjoint of windows: adds them up where they overlap, in ascending order of the windows. */
record FoldOp(WindowsOp windows) implements Op {
    @Override
    public String name() {
        return "fold";
    }

    @Override
    public Map<String, Object> attributes() {
        return windows.attributes();
    }

    /**
     * For one place in the window the targets do not overlap, so that each element gets its contributions one by one. The place goes
     * down, since where an element is further on in a window, that window starts further up: so the windows come in ascending
     * row-major order (rule 7 of the numerics contract).
     */
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().zeros(windows.input(), inputs[0].dtype());
        Tensor target = out.alias(windows.of(out.layout()));
        for (int row = target.size(2) - 1; row >= 0; row--) {
            for (int column = target.size(3) - 1; column >= 0; column--) {
                Tensor place = at(target, row, column);
                context.kernels().binary(BinaryFunction.ADD, place, at(inputs[0], row, column), place);
            }
        }
        return new Tensor[] {out};
    }

    private static Tensor at(Tensor windows, int row, int column) {
        return windows.alias(windows.layout().select(2, row).select(2, column));
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(windows, gradOutputs[0])};
    }
}
