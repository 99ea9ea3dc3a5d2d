package io.github.gradlock.engine.tensor;

/** Element type of a tensor. */
public enum DType {
    FLOAT32("float32", 4, true),
    FLOAT64("float64", 8, true),
    INT64("int64", 8, false),
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
