package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.Locale;
import java.util.Optional;

/** The fundamental types of PTX that instructions, registers and variables have. */
public enum PtxType {
    /** 8 bits of any meaning. */
    B8(1),
    /** 16 bits of any meaning. */
    B16(2),
    /** 32 bits of any meaning. */
    B32(4),
    /** 64 bits of any meaning. */
    B64(8),
    /** 128 bits of any meaning. */
    B128(16),
    /** An unsigned integer of 8 bits. */
    U8(1),
    /** An unsigned integer of 16 bits. */
    U16(2),
    /** An unsigned integer of 32 bits. */
    U32(4),
    /** An unsigned integer of 64 bits. */
    U64(8),
    /** A signed integer of 8 bits. */
    S8(1),
    /** A signed integer of 16 bits. */
    S16(2),
    /** A signed integer of 32 bits. */
    S32(4),
    /** A signed integer of 64 bits. */
    S64(8),
    /** IEEE 754 binary16. */
    F16(2),
    /** Two of binary16. */
    F16X2(4),
    /** A binary32 with eight bits of exponent and seven of fraction. */
    BF16(2),
    /** Two of bfloat16. */
    BF16X2(4),
    /** A binary32 of which tensor cores read ten bits of fraction. */
    TF32(4),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8),
    /** One bit: a predicate. */
    PRED(1);

    private final int bytes;

    PtxType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the type that a modifier names, {@code f32} for instance. */
    public static Optional<PtxType> of(String modifier) {
        for (PtxType type : values()) {
            if (type.toString().equals(modifier)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the size in memory, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether it is a signed integer. */
    public boolean isSigned() {
        return this == S8 || this == S16 || this == S32 || this == S64;
    }

    /** Returns whether its numbers have an exponent. */
    public boolean isFloating() {
        return switch (this) {
            case F16, F16X2, BF16, BF16X2, TF32, F32, F64 -> true;
            default -> false;
        };
    }

    /** Returns it as PTX writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
