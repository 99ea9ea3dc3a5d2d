package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/**
 * Changes tensors in place; each change counts in the version that views share, and a backward that needs the old elements says so.
 *
 * <p>Results are computed as by the op of the same name, so operands may overlap, and then have to fit shape and dtype of the
 * target.
 */
public final class InPlace {
    private InPlace() {}

    /** Adds a tensor. */
    public static Tensor add(Tensor target, Tensor other) {
        return assign("add_", target, Arithmetic.add(target, other));
    }

    /** Subtracts a tensor. */
    public static Tensor sub(Tensor target, Tensor other) {
        return assign("sub_", target, Arithmetic.sub(target, other));
    }

    /** Multiplies with a tensor, whose gradient needs the target as it was: that is kept as a copy. */
    public static Tensor mul(Tensor target, Tensor other) {
        Tensor before = other.requiresGrad() && other != target ? Views.copy(target) : target;
        return assign("mul_", target, Arithmetic.mul(before, other));
    }

    /** Adds a number. */
    public static Tensor add(Tensor target, Number other) {
        return assign("add_", target, Arithmetic.add(target, other));
    }

    /** Multiplies with a number. */
    public static Tensor mul(Tensor target, Number other) {
        return assign("mul_", target, Arithmetic.mul(target, other));
    }

    /** Sets every element to zero. */
    public static Tensor zero(Tensor target) {
        return assign("zero_", target, Arithmetic.constant(target, 0));
    }

    /** Sets every element to a number. */
    public static Tensor fill(Tensor target, Number value) {
        return assign("fill_", target, Arithmetic.constant(target, value));
    }

    /** Copies a tensor, broadcast and converted. */
    public static Tensor copy(Tensor target, Tensor source) {
        Tensor value = Views.expand(Arithmetic.cast(source, target.dtype()), target.shape());
        boolean overlaps = value.storage() == target.storage();
        return assign("copy_", target, overlaps || value == source ? Views.copy(value) : value);
    }

    private static Tensor assign(String name, Tensor target, Tensor value) {
        if (!value.shape().equals(target.shape())) {
            throw new IllegalArgumentException("shape mismatch in " + name + ": output with shape " + target.shape()
                    + " does not match the broadcast shape " + value.shape());
        }
        if (value.dtype() != target.dtype()) {
            throw new IllegalArgumentException("dtype mismatch in " + name + ": result type " + value.dtype()
                    + " cannot be cast to " + target.dtype());
        }
        refuseSharedElements(name, target);
        Dispatch.assign(name, target, value);
        return target;
    }

    /** Threads would race for an element that several indices share, as {@code expand} makes them. */
    private static void refuseSharedElements(String name, Tensor target) {
        for (int axis = 0; axis < target.rank(); axis++) {
            if (target.stride(axis) == 0 && target.size(axis) > 1) {
                throw new IllegalStateException("unsupported operation: more than one element of the written-to tensor"
                        + " refers to a single memory location: " + name + " on a tensor of shape " + target.shape()
                        + "; copy() it first");
            }
        }
    }
}
