package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Walks operands of one shape together, row by row: the loop nest under every element-wise kernel.
 *
 * <p>Dimensions that all operands walk with one stride are merged first, so contiguous operands make one long row. The order is
 * always row-major. A row is handed on as the storage index of its first element in each operand; within it, operand p advances
 * by {@link #step step(p)}.
 */
public final class Nest {
    private static final int[] ONE = {1};

    private final int[] sizes;
    private final int[][] strides;
    private final int[] offsets;
    private final int size;

    private Nest(int[] sizes, int[][] strides, int[] offsets) {
        this.sizes = sizes;
        this.strides = strides;
        this.offsets = offsets;
        int product = 1;
        for (int length : sizes) {
            product *= length;
        }
        this.size = product;
    }

    /** Combines tensors of equal shape. */
    public static Nest of(Tensor... operands) {
        if (sideBySide(operands)) {
            return oneRow(operands);
        }
        Layout[] layouts = new Layout[operands.length];
        for (int p = 0; p < operands.length; p++) {
            layouts[p] = operands[p].layout();
        }
        return of(layouts);
    }

    /** Most calls: they need no merging, which costs as much as the arithmetic of a small tensor. */
    private static boolean sideBySide(Tensor... operands) {
        for (Tensor operand : operands) {
            if (!operand.isContiguous() || !operand.shape().equals(operands[0].shape())) {
                return false;
            }
        }
        return true;
    }

    private static Nest oneRow(Tensor... operands) {
        int[][] strides = new int[operands.length][];
        int[] offsets = new int[operands.length];
        for (int p = 0; p < operands.length; p++) {
            strides[p] = ONE;
            offsets[p] = operands[p].offset();
        }
        return new Nest(new int[] {operands[0].numel()}, strides, offsets);
    }

    /** Combines layouts of equal shape. */
    public static Nest of(Layout... operands) {
        int[] full = operands[0].shape().sizes();
        int[][] steps = new int[operands.length][];
        int[] offsets = new int[operands.length];
        for (int p = 0; p < operands.length; p++) {
            if (!Arrays.equals(full, operands[p].shape().sizes())) {
                throw mismatch(operands[0].shape(), operands[p].shape());
            }
            steps[p] = operands[p].strides();
            offsets[p] = operands[p].offset();
        }
        return merge(full, steps, offsets);
    }

    /**
     * Combines the first axes of tensors: the first elements of what the others reach.
     *
     * @throws IllegalArgumentException if their sizes differ there
     */
    public static Nest ofFirst(int axes, Tensor... operands) {
        int[] offsets = new int[operands.length];
        for (int p = 0; p < operands.length; p++) {
            offsets[p] = operands[p].offset();
        }
        return ofAxes(0, axes, offsets, operands);
    }

    /**
     * Combines the axes of tensors from one on, relative to the first elements.
     *
     * @throws IllegalArgumentException if their sizes differ there
     */
    public static Nest ofRest(int firstAxis, Tensor... operands) {
        return ofAxes(firstAxis, operands[0].rank(), new int[operands.length], operands);
    }

    private static Nest ofAxes(int firstAxis, int endAxis, int[] offsets, Tensor... operands) {
        int[] full = new int[endAxis - firstAxis];
        int[][] steps = new int[operands.length][full.length];
        for (int i = 0; i < full.length; i++) {
            full[i] = operands[0].size(firstAxis + i);
            for (int p = 0; p < operands.length; p++) {
                if (operands[p].size(firstAxis + i) != full[i]) {
                    throw mismatch(operands[0].shape(), operands[p].shape());
                }
                steps[p][i] = operands[p].stride(firstAxis + i);
            }
        }
        return merge(full, steps, offsets);
    }

    private static IllegalArgumentException mismatch(Shape first, Shape other) {
        return new IllegalArgumentException("operands of a kernel differ in shape: " + first + " and " + other);
    }

    private static Nest merge(int[] full, int[][] steps, int[] offsets) {
        int[] sizes = new int[full.length];
        int kept = 0;
        for (int i = 0; i < full.length; i++) {
            if (full[i] == 1) {
                continue;
            }
            boolean joins = kept > 0;
            for (int p = 0; joins && p < steps.length; p++) {
                joins = steps[p][kept - 1] == full[i] * steps[p][i];
            }
            if (joins) {
                sizes[kept - 1] *= full[i];
            } else {
                sizes[kept++] = full[i];
            }
            for (int[] step : steps) {
                step[kept - 1] = step[i];
            }
        }
        if (kept == 0) {
            return new Nest(new int[] {1}, new int[steps.length][1], offsets);
        }
        int[][] strides = new int[steps.length][];
        for (int p = 0; p < steps.length; p++) {
            strides[p] = Arrays.copyOf(steps[p], kept);
        }
        return new Nest(Arrays.copyOf(sizes, kept), strides, offsets);
    }

    /** Returns the number of elements. */
    public int size() {
        return size;
    }

    /** Returns the number of operands. */
    public int operands() {
        return strides.length;
    }

    /** Returns the number of axes that are left after merging, at least one. */
    public int axes() {
        return sizes.length;
    }

    /** Returns the length of a merged axis. */
    public int length(int axis) {
        return sizes[axis];
    }

    /** Returns by how much an operand advances along a merged axis. */
    public int stride(int operand, int axis) {
        return strides[operand][axis];
    }

    /** Returns the storage index of an operand's first element. */
    public int offset(int operand) {
        return offsets[operand];
    }

    /** Returns the length of a row. */
    public int rowLength() {
        return sizes[sizes.length - 1];
    }

    /** Returns by how much an operand advances from one element of a row to the next. */
    public int step(int operand) {
        return strides[operand][sizes.length - 1];
    }

    /** Walks the elements {@code from} to {@code to - 1} of the row-major order. */
    public void forEach(int from, int to, Row body) {
        if (from >= to) {
            return;
        }
        int last = sizes.length - 1;
        if (last == 0) {
            int[] at = offsets.clone();
            move(at, 0, from);
            body.run(at, from, to - from);
            return;
        }
        int[] index = new int[sizes.length];
        int[] at = offsets.clone();
        int rest = from;
        for (int i = last; i >= 0; i--) {
            index[i] = rest % sizes[i];
            rest /= sizes[i];
            move(at, i, index[i]);
        }
        int done = from;
        while (true) {
            int count = Math.min(sizes[last] - index[last], to - done);
            body.run(at, done, count);
            done += count;
            if (done >= to) {
                return;
            }
            move(at, last, -index[last]);
            index[last] = 0;
            int i = last - 1;
            while (++index[i] == sizes[i]) {
                move(at, i, 1 - sizes[i]);
                index[i--] = 0;
            }
            move(at, i, 1);
        }
    }

    private void move(int[] at, int dimension, int by) {
        for (int p = 0; p < at.length; p++) {
            at[p] += by * strides[p][dimension];
        }
    }

    /** A stretch of elements along the last merged dimension. */
    @FunctionalInterface
    public interface Row {
        /**
         * Works on a stretch of elements.
         *
         * @param at storage index of the first element in each operand; belongs to the nest, not to be changed
         * @param first row-major number of the first element
         * @param count how many elements
         */
        void run(int[] at, int first, int count);
    }
}
