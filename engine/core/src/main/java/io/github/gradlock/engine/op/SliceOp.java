package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import java.util.Map;
import java.util.TreeMap;

/** Keeps every {@code step}-th index of a dimension from {@code start} on, before {@code end}, as a view. */
record SliceOp(Shape input, int axis, int start, int end, int step) implements Part {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axis, "start", start, "end", end, "step", step));
    }

    @Override
    public Layout of(Layout whole) {
        return whole.slice(axis, start, end, step, false);
    }
}
