package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * CRC-32C (Castagnoli) of elements in eight lower-case hexadecimal digits: it finds what was damaged ten times as fast as SHA-256, as
 * fast as memory is read. Equal ones do not say that elements are equal.
 */
final class Crc32c {
    private static final int PIECE = 1 << 20;

    private Crc32c() {}

    static String hex(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate());
        return hex(sum);
    }

    static String hex(TensorData elements) throws IOException {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < elements.bytes(); at += PIECE) {
            sum.update(elements.slice(at, (int) Math.min(PIECE, elements.bytes() - at)));
        }
        return hex(sum);
    }

    static String hex(CRC32C sum) {
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
