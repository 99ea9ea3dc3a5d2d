package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A JSON text and where it stands, so that errors can say where they are.
 *
 * @param file name of the file, for messages
 * @param bytes the text in UTF-8
 * @param firstLine number of its first line in the file, from 1; 0 if positions are byte offsets (a binary file)
 * @param start byte offset of the text in the file
 */
record JsonSource(String file, ByteBuffer bytes, long firstLine, long start) {
    /** A text file as a whole. */
    static JsonSource file(String file, ByteBuffer bytes) {
        return new JsonSource(file, bytes, 1, 0);
    }

    /** Returns {@code file:line:column}, the column in characters, or {@code file:byte offset}. */
    String locate(int offset) {
        if (firstLine == 0) {
            return file + ":byte " + (start + offset);
        }
        long line = firstLine;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (bytes.get(bytes.position() + i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        byte[] before = new byte[offset - lineStart];
        bytes.get(bytes.position() + lineStart, before);
        String text = new String(before, StandardCharsets.UTF_8);
        return file + ":" + line + ":" + (text.codePointCount(0, text.length()) + 1);
    }

    BundleException fault(int offset, String message, String hint) {
        return new BundleException(locate(offset), message, hint);
    }
}
