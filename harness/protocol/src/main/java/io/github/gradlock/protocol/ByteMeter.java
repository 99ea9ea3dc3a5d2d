package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads bytes from end to end, and tells how far it is. */
record ByteMeter(BundleCheck.Listener listener) {
    private static final int PIECE = 1 << 20;

    void read(TensorData data, Consumer<ByteBuffer> sink) throws IOException {
        for (long at = 0; at < data.bytes(); at += PIECE) {
            int count = (int) Math.min(PIECE, data.bytes() - at);
            sink.accept(data.slice(at, count));
            listener.advanced(count);
        }
    }
}
