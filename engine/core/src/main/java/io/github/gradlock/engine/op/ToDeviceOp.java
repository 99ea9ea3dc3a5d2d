package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies to another device, in row-major order; the cotangent is copied back. */
record ToDeviceOp(Device from, Device to) implements Op {
    @Override
    public String name() {
        return "to";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("device", to.name());
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor dense = Primitives.copy(context.kernels(), inputs[0], inputs[0].dtype());
        HostStorage host = dense.storage().toHost();
        Shape shape = inputs[0].shape();
        return new Tensor[] {Tensor.wrap(to.take(host), shape)};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Placement.to(gradOutputs[0], from)};
    }
}
