package io.github.gradlock.protocol;

/** Element types of recorded tensors, with the names of the safetensors specification. */
public enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    I16(2),
    I32(4),
    I64(8),
    F16(2),
    BF16(2),
    F32(4),
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether the type has NaN, infinities and ulps. */
    public boolean isFloating() {
        return compareTo(F16) >= 0;
    }
}
