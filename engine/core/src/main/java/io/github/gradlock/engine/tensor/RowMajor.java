package io.github.gradlock.engine.tensor;

/** Walks the elements of a strided window in row-major order, giving their index in the storage; for reading, not for speed. */
final class RowMajor {
    private final int[] sizes;
    private final int[] strides;
    private final int[] at;
    private int position;

    RowMajor(Tensor tensor) {
        sizes = tensor.shape().sizes();
        strides = tensor.strides();
        at = new int[sizes.length];
        position = tensor.offset();
    }

    /** Returns the index of the current element, and steps to the next. */
    int next() {
        int current = position;
        for (int i = sizes.length - 1; i >= 0; i--) {
            position += strides[i];
            if (++at[i] < sizes[i]) {
                break;
            }
            position -= at[i] * strides[i];
            at[i] = 0;
        }
        return current;
    }
}
