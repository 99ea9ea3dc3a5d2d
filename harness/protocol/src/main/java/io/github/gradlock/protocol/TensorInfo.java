package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recorded tensor without its values.
 *
 * @param name name within its case
 * @param type element type
 * @param shape sizes of its dimensions, outermost first
 * @param knownSha256 hexadecimal SHA-256 of the elements, row-major, little-endian, NaN canonical; null in a safetensors
 *     file that stands alone and was not hashed
 * @param crc32c eight hexadecimal digits of a checksum of the same bytes, by which damage is found faster; null where the writer gave
 *     none. It follows from the elements, so that it does not count for equality.
 * @param nan number of its elements that are NaN, which follows from them too; 0 where the writer did not count
 */
public record TensorInfo(
        String name,
        ElementType type,
        List<Long> shape,
        @Nullable String knownSha256,
        @Nullable String crc32c,
        long nan) {
    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Describes a tensor of which nobody took the faster checksum, or counted NaN. */
    public TensorInfo(String name, ElementType type, List<Long> shape, @Nullable String knownSha256) {
        this(name, type, shape, knownSha256, null, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TensorInfo info
                && name.equals(info.name)
                && type == info.type
                && shape.equals(info.shape)
                && Objects.equals(knownSha256, info.knownSha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, shape, knownSha256);
    }

    /** Returns whether the hash is known. */
    public boolean isHashed() {
        return knownSha256 != null;
    }

    /**
     * Returns the hash.
     *
     * @throws IllegalStateException if it is not known
     */
    public String sha256() {
        if (knownSha256 == null) {
            throw new IllegalStateException("tensor '" + name + "' was not hashed");
        }
        return knownSha256;
    }

    /**
     * Describes a tensor that is about to be recorded.
     *
     * @param name not empty, without {@code /}
     * @param canonicalBits its elements, as {@link Elements#canonical} returns them
     * @throws IllegalArgumentException if the name is not allowed, or shape and number of bytes do not agree
     */
    public static TensorInfo of(String name, ElementType type, long[] shape, ByteBuffer canonicalBits) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("tensor name '" + name + "': a name is not empty and has no '/'");
        }
        long wanted = Elements.byteCount(type, shape);
        if (wanted != canonicalBits.remaining()) {
            throw new IllegalArgumentException("shape mismatch in tensor '" + name + "': " + Arrays.toString(shape)
                    + " has " + wanted / type.bytes() + " elements of " + type + ", "
                    + canonicalBits.remaining() + " bytes were given"
                    + (shape.length == 0 ? "; no shape is that of one number" : ""));
        }
        return new TensorInfo(
                name,
                type,
                Arrays.stream(shape).boxed().toList(),
                Sha256.hex(canonicalBits),
                Crc32c.hex(canonicalBits),
                Elements.nans(type, canonicalBits));
    }
}
