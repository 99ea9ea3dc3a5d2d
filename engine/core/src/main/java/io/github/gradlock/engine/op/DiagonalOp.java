package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import java.util.Map;
import java.util.TreeMap;

/** Shows a diagonal of two dimensions as a last dimension; its adjoint is PyTorch's {@code diag_embed}. */
record DiagonalOp(Shape input, int offset, int axis1, int axis2) implements Part {
    @Override
    public String name() {
        return "diagonal";
    }

    @Override
    public String adjoint() {
        return "diag_embed";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("offset", offset, "dim1", axis1, "dim2", axis2));
    }

    @Override
    public Layout of(Layout whole) {
        return whole.diagonal(offset, axis1, axis2);
    }
}
