package io.github.gradlock.engine.tensor;

/** Element type of a tensor. */
public enum DType {
    /** IEEE 754 binary32: the default of factories and of integers that become floating. */
    FLOAT32("float32", 4, true),
    /** IEEE 754 binary64. */
    FLOAT64("float64", 8, true),
    /** Integers of 64 bits in two's complement: indices, counts, labels. */
    INT64("int64", 8, false),
    /** True or false: the results of comparisons, and masks. */
    BOOL("bool", 1, false);

    private final String label;
    private final int bytes;
    private final boolean floating;

    DType(String label, int bytes, boolean floating) {
        this.label = label;
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether gradients can flow through this type. */
    public boolean isFloating() {
        return floating;
    }

    /** Returns PyTorch's name of the type, {@code float32} for instance. */
    @Override
    public String toString() {
        return label;
    }
}
