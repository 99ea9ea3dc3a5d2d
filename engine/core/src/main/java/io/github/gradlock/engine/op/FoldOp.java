package io.github.gradlock.engine.op;

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

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().zeros(windows.canvas(), inputs[0].dtype());
        WindowGrid grid = windows.grid();
        grid.addUp(context.kernels(), inputs[0], out.alias(grid.windowsOf(out.layout())));
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(windows, gradOutputs[0])};
    }
}
