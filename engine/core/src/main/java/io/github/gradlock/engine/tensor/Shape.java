package io.github.gradlock.engine.tensor;

import java.util.Arrays;

/** The sizes of a tensor's dimensions, outermost first; immutable. */
public final class Shape {
    /** The shape of a zero-dimensional tensor. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;
    private final int numel;

    private Shape(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in shape " + Arrays.toString(sizes));
            }
            product = size == 0 ? 0 : product;
        }
        for (int size : sizes) {
            product *= size;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape " + Arrays.toString(sizes)
                        + " has more elements than a tensor can hold, which is 2^31 - 1 = " + Integer.MAX_VALUE);
            }
        }
        this.sizes = sizes;
        this.numel = (int) product;
    }

    /** Returns the shape of these sizes. */
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** Returns the shape of these sizes, which nobody else has. */
    static Shape adopt(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes);
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return sizes.length;
    }

    /** Returns the size of a dimension; a negative {@code dim} counts from the end. */
    public int size(int dim) {
        return sizes[axis(dim)];
    }

    /** Returns the number of elements. */
    public int numel() {
        return numel;
    }

    /** Returns the sizes, as a copy. */
    public int[] sizes() {
        return sizes.clone();
    }

    /**
     * Returns {@code dim} counted from the front.
     *
     * @throws IndexOutOfBoundsException as PyTorch says it, if the dimension is out of range
     */
    public int axis(int dim) {
        int range = Math.max(sizes.length, 1);
        if (dim < -range || dim >= range) {
            throw new IndexOutOfBoundsException("dimension out of range: expected " + -range + " to " + (range - 1)
                    + " for shape " + this + ", got " + dim);
        }
        return dim < 0 ? dim + range : dim;
    }

    /** Returns the index, one number a dimension, of an element counted in row-major order. */
    public int[] index(int flat) {
        int[] index = new int[sizes.length];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return index;
    }

    /** Returns the strides, in elements, of a row-major layout without gaps. */
    public int[] contiguousStrides() {
        int[] strides = new int[sizes.length];
        int step = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(sizes[i], 1);
        }
        return strides;
    }

    /**
     * Returns the shape that two operands are broadcast to: aligned at the last dimension, a size of 1 stretches.
     *
     * @throws IllegalArgumentException if two sizes differ and neither is 1
     */
    public static Shape broadcast(Shape a, Shape b) {
        int[] sizes = new int[Math.max(a.rank(), b.rank())];
        for (int i = 1; i <= sizes.length; i++) {
            int left = i <= a.rank() ? a.sizes[a.rank() - i] : 1;
            int right = i <= b.rank() ? b.sizes[b.rank() - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " cannot be broadcast: sizes " + left
                        + " and " + right + " differ in dimension " + (sizes.length - i) + " and neither is 1");
            }
            sizes[sizes.length - i] = left == 1 ? right : left;
        }
        return of(sizes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Returns PyTorch's way to write it, {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
