package io.github.gradlock.harness;

import java.io.IOException;
import java.io.InputStream;

/** A stream that reads many bytes at once: a single one is a stretch of one. */
public abstract class BulkInputStream extends InputStream {
    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int from, int length) throws IOException;
}
