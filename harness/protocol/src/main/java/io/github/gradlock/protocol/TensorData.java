package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of a tensor of any length, row-major and little-endian, read piece by piece; safe for use by several threads. */
public interface TensorData {
    /** Length of the pieces in which a tensor is read from end to end; a multiple of every element's size. */
    int PIECE = 1 << 24;

    /** Returns the number of bytes. */
    long bytes();

    /**
     * Returns some of the bytes, memory-mapped where possible; a buffer of the caller's own, little-endian, at position 0.
     *
     * @param offset of the first, at the start of an element
     * @param length of at least 0, whole elements
     * @throws BundleException if they are not there
     */
    ByteBuffer slice(long offset, int length) throws IOException;

    /**
     * Returns all bytes.
     *
     * @throws BundleException if they are more than a buffer can hold, 2 GiB
     */
    default ByteBuffer whole() throws IOException {
        if (bytes() > Integer.MAX_VALUE) {
            throw new BundleException(
                    "tensor", bytes() + " bytes are more than can be taken at once, 2 GiB", "split the tensor");
        }
        return slice(0, (int) bytes());
    }

    /** Returns the SHA-256 over all bytes. */
    default String sha256() throws IOException {
        Sha256 hash = new Sha256();
        for (long at = 0; at < bytes(); at += PIECE) {
            hash.update(slice(at, (int) Math.min(PIECE, bytes() - at)));
        }
        return hash.hex();
    }

    /** Returns the remaining bytes of a buffer, whose position stays. */
    static TensorData of(ByteBuffer elements) {
        ByteBuffer all = elements.slice();
        return new TensorData() {
            @Override
            public long bytes() {
                return all.limit();
            }

            @Override
            public ByteBuffer slice(long offset, int length) {
                return all.slice(Math.toIntExact(offset), length).order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }
}
