package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * What a gradient has to be like: the tensor it belongs to had this shape and dtype, on this device.
 *
 * @param shape its shape
 * @param dtype its element type
 * @param device where it is
 */
record GradientSpec(Shape shape, DType dtype, Device device) {
    static GradientSpec of(Tensor tensor) {
        return new GradientSpec(tensor.shape(), tensor.dtype(), tensor.device());
    }

    Tensor zeros() {
        return Tensors.zeros(shape, dtype, device);
    }

    /** Returns whether a gradient is like this. */
    boolean isMetBy(Tensor gradient) {
        return shape.equals(gradient.shape()) && dtype == gradient.dtype() && device == gradient.device();
    }

    /** Returns a gradient summed over what had been broadcast, in this dtype; null if its shape or its device do not allow that. */
    @Nullable
    Tensor fit(Tensor gradient) {
        if (gradient.device() != device) {
            return null;
        }
        Tensor fitting = gradient;
        if (!shape.equals(gradient.shape())) {
            if (!stretchesTo(gradient.shape())) {
                return null;
            }
            fitting = Reductions.sumTo(gradient, shape);
        }
        return Arithmetic.cast(fitting, dtype);
    }

    private boolean stretchesTo(Shape wider) {
        int added = wider.rank() - shape.rank();
        for (int axis = 0; axis < shape.rank() && added >= 0; axis++) {
            if (shape.size(axis) != 1 && shape.size(axis) != wider.size(axis + added)) {
                return false;
            }
        }
        return added >= 0;
    }

    @Override
    public String toString() {
        return dtype + " " + shape + (device == Device.CPU ? "" : " on " + device.name());
    }
}
