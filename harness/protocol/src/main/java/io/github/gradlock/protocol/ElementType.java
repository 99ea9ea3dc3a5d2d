package io.github.gradlock.protocol;

/** Element types of recorded tensors, with the names of the safetensors specification. */
public enum ElementType {
    /** True or false, a byte of 1 or 0. */
    BOOL(1),
    /** Unsigned integers of 8 bits. */
    U8(1),
    /** Signed integers of 8 bits. */
    I8(1),
    /** Signed integers of 16 bits. */
    I16(2),
    /** Signed integers of 32 bits. */
    I32(4),
    /** Signed integers of 64 bits. */
    I64(8),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of binary32: 8 bits of exponent, 7 of fraction. */
    BF16(2),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
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
