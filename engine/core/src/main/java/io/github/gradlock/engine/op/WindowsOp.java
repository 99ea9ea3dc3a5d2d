package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Shows a canvas {@code [n, c, *canvas]} as windows {@code [n, c, *kernel, *count]}: an alias by strides, without a copy. */
record WindowsOp(Shape canvas, WindowGrid grid) implements Op {
    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public Map<String, Object> attributes() {
        Window window = grid.window();
        return new TreeMap<>(
                Map.of("kernel_size", window.kernel(), "stride", window.stride(), "dilation", window.dilation()));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(grid.windowsOf(inputs[0].layout()))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new FoldOp(this), gradOutputs[0])};
    }
}
