package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Reading and writing at indices along one axis; a scatter walks each line along it in order, without atomics (rule 7). */
final class IndexKernels {
    private final Launcher launcher;

    IndexKernels(Launcher launcher) {
        this.launcher = launcher;
    }

    void gather(Tensor x, int axis, Tensor index, Tensor out) {
        int along = x.shape().axis(axis);
        checkRanks("gather", x, index, out);
        Nest nest = Nest.of(index.layout(), lines("gather", x, along, index), out.layout());
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), x)
                .add(launcher.device(), index)
                .add(launcher.device(), out)
                .add(nest)
                .add(size(x, along))
                .add(stride(x, along));
        launcher.elements("index", "gather_" + x.dtype(), nest, arguments);
    }

    void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out) {
        int along = out.shape().axis(axis);
        checkRanks("scatter", out, index, x);
        if (x.dtype() == DType.BOOL && function != ScatterFunction.SET) {
            throw new IllegalArgumentException("a scatter by " + function + " is not defined for bool");
        }
        Nest lines = Nest.of(
                without(index.layout(), along),
                without(x.layout(), along),
                without(lines("scatter", out, along, index), along));
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), index)
                .add(launcher.device(), x)
                .add(launcher.device(), out)
                .add(lines)
                .add(size(index, along))
                .add(stride(index, along))
                .add(stride(x, along))
                .add(size(out, along))
                .add(stride(out, along));
        launcher.elements(
                "index",
                Launcher.name("scatter", function, x.dtype()),
                index.numel() == 0 ? 0 : lines.size(),
                arguments);
    }

    private static long size(Tensor x, int axis) {
        return x.rank() == 0 ? 1 : x.size(axis);
    }

    private static long stride(Tensor x, int axis) {
        return x.rank() == 0 ? 0 : x.stride(axis);
    }

    /** Returns the first elements of the lines along an axis. */
    private static Layout without(Layout layout, int axis) {
        if (layout.shape().rank() == 0) {
            return layout;
        }
        int[] sizes = layout.shape().sizes().clone();
        sizes[axis] = Math.min(1, sizes[axis]);
        return new Layout(Shape.of(sizes), layout.strides(), layout.offset());
    }

    private static void checkRanks(String op, Tensor indexed, Tensor index, Tensor other) {
        if (indexed.rank() != index.rank() || !index.shape().equals(other.shape())) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": indexed " + indexed.shape() + ", index "
                    + index.shape() + ", values " + other.shape());
        }
    }

    /** Returns the layout of the element with index 0 on the line that each element of {@code index} points into. */
    private static Layout lines(String op, Tensor indexed, int along, Tensor index) {
        int[] strides = indexed.strides();
        for (int i = 0; i < strides.length; i++) {
            if (i == along) {
                strides[i] = 0;
            } else if (index.size(i) > indexed.size(i)) {
                throw new IllegalArgumentException("shape mismatch in " + op + ": index " + index.shape() + " exceeds "
                        + indexed.shape() + " in dimension " + i);
            }
        }
        return new Layout(index.shape(), strides, indexed.offset());
    }
}
