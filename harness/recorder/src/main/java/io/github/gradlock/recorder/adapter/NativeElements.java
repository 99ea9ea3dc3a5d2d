package io.github.gradlock.recorder.adapter;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Elements as a native library keeps them: in the machine's order of bytes. */
final class NativeElements {
    private NativeElements() {}

    /** Returns a copy in little-endian order: the library may free the memory of the original. */
    static ByteBuffer littleEndian(ByteBuffer elements, ElementType type) {
        byte[] bytes = new byte[elements.remaining()];
        elements.duplicate().get(bytes);
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            reverse(bytes, type.bytes());
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Turns each element's bytes around. */
    static void reverse(byte[] bytes, int width) {
        for (int at = 0; at < bytes.length; at += width) {
            for (int left = at, right = at + width - 1; left < right; left++, right--) {
                byte kept = bytes[left];
                bytes[left] = bytes[right];
                bytes[right] = kept;
            }
        }
    }

    static IllegalArgumentException notRecorded(String array, Object type) {
        return new IllegalArgumentException("elements of type " + type + " of a " + array
                + " are not recorded: a bundle knows "
                + Arrays.stream(ElementType.values()).map(Enum::name).collect(Collectors.joining(", ")));
    }
}
