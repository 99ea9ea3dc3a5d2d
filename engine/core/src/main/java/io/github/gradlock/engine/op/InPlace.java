package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Changes tensors in place; each change counts in the version that views share, and a backward that needs the old elements says so.
 *
 * <p>Results are computed as by the op of the same name, so operands may overlap, and then have to fit shape and dtype of the
 * target.
 */
public final class InPlace {
    private InPlace() {}

    /** Adds a tensor, broadcast to the shape of the target. */
    public static Tensor add(Tensor target, Tensor other) {
        return assign("add_", target, Arithmetic.add(target, other));
    }

    /** Subtracts a tensor, broadcast to the shape of the target. */
    public static Tensor sub(Tensor target, Tensor other) {
        return assign("sub_", target, Arithmetic.sub(target, other));
    }

    /** Multiplies with a tensor, whose gradient needs the target as it was: that is kept as a copy. */
    public static Tensor mul(Tensor target, Tensor other) {
        return assign("mul_", target, Arithmetic.mul(kept(target, other), other));
    }

    /** Returns what the derivative by another operand needs: the target as it was. */
    private static Tensor kept(Tensor target, Tensor other) {
        return other.requiresGrad() && other != target ? Views.copy(target) : target;
    }

    /** Adds a number; integers want an integer. */
    public static Tensor add(Tensor target, Number other) {
        return assign("add_", target, Arithmetic.add(target, other));
    }

    /** Multiplies with a number; integers want an integer. */
    public static Tensor mul(Tensor target, Number other) {
        return assign("mul_", target, Arithmetic.mul(target, other));
    }

    /** Sets every element to zero; the gradient of what was there is zero. */
    public static Tensor zero(Tensor target) {
        return replace("zero_", target, Arithmetic.constant(target, 0));
    }

    /** Sets every element to a number, converted to the dtype; the gradient of what was there is zero. */
    public static Tensor fill(Tensor target, Number value) {
        return replace("fill_", target, Arithmetic.constant(target, value));
    }

    /** Copies a tensor, broadcast and converted; the gradient of what was there is zero, and that of the source is converted back. */
    public static Tensor copy(Tensor target, Tensor source) {
        if (!Operands.broadcast("copy_", target.shape(), source.shape()).equals(target.shape())) {
            throw Operands.mismatch("copy_", target.shape(), source.shape());
        }
        Tensor value = Views.expand(Arithmetic.cast(source, target.dtype()), target.shape());
        return replace("copy_", target, value.storage() == target.storage() ? Views.copy(value) : value);
    }

    /**
     * Draws every element from [low, high), evenly; both are rounded to the dtype. What is rounded up to {@code high} becomes the
     * number before it, where PyTorch on a CPU may give {@code high} itself. If both are the same, every element is.
     *
     * @throws IllegalArgumentException if {@code low > high}, if the dtype cannot hold their difference, or is not floating
     */
    public static Tensor uniform(Tensor target, Generator generator, double low, double high) {
        requireFloating("uniform_", target);
        if (!(low <= high)) {
            throw new IllegalArgumentException("uniform_ expects low <= high, but got " + low + " > " + high);
        }
        boolean wide = target.dtype() == DType.FLOAT64;
        double greatest = wide ? Double.MAX_VALUE : Float.MAX_VALUE;
        if (!(Math.max(-low, high) <= greatest && high - low <= greatest)) {
            throw new IllegalArgumentException("uniform_ expects bounds and a difference that " + target.dtype()
                    + " can hold, but got " + low + " and " + high);
        }
        double first = wide ? low : (float) low;
        double last = wide ? Math.nextDown(high) : Math.nextDown((float) high);
        Tensor samples = Placement.to(Randoms.rand(generator, target.shape(), target.dtype()), target.device());
        Tensor drawn = Arithmetic.add(Arithmetic.mul(samples, high - low), low);
        return replace("uniform_", target, Arithmetic.clampMax(drawn, Math.max(first, last)));
    }

    private static void requireFloating(String name, Tensor target) {
        if (!target.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " is not defined for " + target.dtype());
        }
    }

    /**
     * Draws every element from the normal distribution of a mean and a standard deviation.
     *
     * @throws IllegalArgumentException if the deviation is negative, or the dtype not floating
     */
    public static Tensor normal(Tensor target, Generator generator, double mean, double std) {
        requireFloating("normal_", target);
        if (!(std >= 0)) {
            throw new IllegalArgumentException("normal_ expects std >= 0, but got " + std);
        }
        Tensor samples = Placement.to(Randoms.randn(generator, target.shape(), target.dtype()), target.device());
        return replace("normal_", target, Arithmetic.add(Arithmetic.mul(samples, std), mean));
    }

    /** Draws for every element 1, with a probability, or 0; of any dtype. */
    public static Tensor bernoulli(Tensor target, Generator generator, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("bernoulli_ expects p to be in [0, 1], but got " + p);
        }
        Tensor samples = Placement.to(Randoms.rand(generator, target.shape(), DType.FLOAT64), target.device());
        return replace("bernoulli_", target, Arithmetic.cast(Comparisons.lt(samples, p), target.dtype()));
    }

    /**
     * Replaces every element by a function of the tensor. Where a gradient may be wanted, the function gets a copy: derivatives may
     * need the elements as they were.
     *
     * @param name name of the operation for messages, {@code exp_} for instance
     * @param function gives a result of the same shape and dtype
     * @param others what else the function depends on
     */
    public static Tensor map(String name, Tensor target, UnaryOperator<Tensor> function, Tensor... others) {
        boolean differentiable = target.requiresGrad() || Arrays.stream(others).anyMatch(Tensor::requiresGrad);
        return assign(name, target, function.apply(differentiable ? Views.copy(target) : target));
    }

    static Tensor assign(String name, Tensor target, Tensor value) {
        check(name, target, value);
        Dispatch.assign(name, target, value);
        return target;
    }

    private static Tensor replace(String name, Tensor target, Tensor value) {
        check(name, target, value);
        Dispatch.replace(name, target, value);
        return target;
    }

    private static void check(String name, Tensor target, Tensor value) {
        if (!value.shape().equals(target.shape())) {
            throw new IllegalArgumentException("shape mismatch in " + name + ": output with shape " + target.shape()
                    + " does not match the broadcast shape " + value.shape());
        }
        if (value.dtype() != target.dtype()) {
            throw new IllegalArgumentException("dtype mismatch in " + name + ": result type " + value.dtype()
                    + " cannot be cast to " + target.dtype());
        }
        refuseSharedElements(name, target);
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
