package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** An op that shows a part of a tensor as a view, no element twice; its adjoint puts the part in its place among zeros. */
interface Part extends Op {
    /** Returns the shape of the whole. */
    Shape input();

    /** Returns the layout of the part of a whole that lies so. */
    Layout of(Layout whole);

    /** Returns the name of the adjoint. */
    default String adjoint() {
        return name() + "_backward";
    }

    @Override
    default Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(of(inputs[0].layout()))};
    }

    @Override
    default Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new PlaceOp(this), gradOutputs[0])};
    }
}
