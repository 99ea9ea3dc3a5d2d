package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Shows an image {@code [n, c, h, w]} as windows {@code [n, c, kh, kw, oh, ow]}: an alias by strides, without a copy. */
record WindowsOp(Shape input, Window window) implements Op {
    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(
                Map.of("kernel_size", window.kernel(), "stride", window.stride(), "dilation", window.dilation()));
    }

    Layout of(Layout image) {
        return image.unfold(
                        2,
                        window.kernel().height(),
                        window.stride().height(),
                        window.dilation().height())
                .unfold(
                        3,
                        window.kernel().width(),
                        window.stride().width(),
                        window.dilation().width())
                .permute(0, 1, 4, 5, 2, 3);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(of(inputs[0].layout()))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new FoldOp(this), gradOutputs[0])};
    }
}
