package io.github.gradlock.recorder;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements of Java's own arrays as bytes. */
final class PlainElements {
    private PlainElements() {}

    static ByteBuffer allocate(ElementType type, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
