package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The stretch of a storage that two layouts reach into: derivatives of {@code as_strided} are computed in a buffer that stands for
 * it, as PyTorch does (note "as_strided Backward and layout-aware/agnostic autograd" in its FunctionsManual.cpp).
 *
 * @param first index in the storage of the first element reached
 * @param size how many elements the stretch has
 */
record StridedBuffer(int first, int size) {
    static StridedBuffer covering(Layout a, Layout b) {
        int first = Math.min(least(a), least(b));
        int last = Math.max(greatest(a), greatest(b));
        return new StridedBuffer(first, Math.max(0, last - first + 1));
    }

    private static int least(Layout layout) {
        return layout.shape().numel() == 0 ? Integer.MAX_VALUE : layout.offset() + reach(layout, -1);
    }

    private static int greatest(Layout layout) {
        return layout.shape().numel() == 0 ? -1 : layout.offset() + reach(layout, 1);
    }

    private static int reach(Layout layout, int sign) {
        int[] strides = layout.strides();
        int sum = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            int step = Math.multiplyExact(layout.shape().size(axis) - 1, strides[axis]);
            sum = Integer.signum(step) == sign ? Math.addExact(sum, step) : sum;
        }
        return sum;
    }

    Shape shape() {
        return Shape.of(size);
    }

    /** Returns where a layout lies in the buffer. */
    Layout place(Layout layout) {
        boolean empty = layout.shape().numel() == 0;
        return new Layout(layout.shape(), layout.strides(), empty ? 0 : layout.offset() - first);
    }

    /** Returns a buffer of zeros with the elements of a tensor, which may lie otherwise, put where a layout has them. */
    Tensor filled(Kernels kernels, Tensor x, Layout layout) {
        Tensor buffer = kernels.zeros(shape(), x.dtype());
        kernels.copy(x, buffer.alias(place(layout)));
        return buffer;
    }

    /** Returns the indices in the buffer, in row-major order of a layout. */
    Tensor indices(Kernels kernels, Layout layout) {
        Tensor all = kernels.zeros(shape(), DType.INT64);
        kernels.arange(0L, 1L, all);
        Tensor flat = Primitives.copy(kernels, all.alias(place(layout)), DType.INT64);
        return flat.alias(Shape.of(flat.numel()), new int[] {1}, 0);
    }

    /** Returns how often a layout shows each element of the buffer, but 1 where it never does: the counts are divisors. */
    Tensor counts(Kernels kernels, Layout layout, DType dtype) {
        Tensor indices = indices(kernels, layout);
        Tensor counts = kernels.zeros(shape(), dtype);
        kernels.scatter(ScatterFunction.ADD, Beside.of(indices).ones(indices.shape(), dtype), 0, indices, counts);
        return Arithmetic.clampMin(counts, 1);
    }

    /** Returns whether two indices of a layout may show one element; a test by sorted strides that may err towards yes. */
    static boolean mayOverlap(Layout layout) {
        int[] strides = layout.strides();
        Integer[] axes = new Integer[strides.length];
        Arrays.setAll(axes, axis -> axis);
        Arrays.sort(axes, Comparator.comparingInt(axis -> Math.abs(strides[axis])));
        int reached = 0;
        for (int axis : axes) {
            int stride = Math.abs(strides[axis]);
            int length = layout.shape().size(axis);
            if (length > 1 && stride <= reached) {
                return true;
            }
            reached += length > 1 ? stride * (length - 1) : 0;
        }
        return false;
    }
}
