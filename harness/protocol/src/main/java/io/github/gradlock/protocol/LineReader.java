package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a JSON-lines file with their numbers and offsets, whatever the file's size. */
final class LineReader {
    private static final int WINDOW = 1 << 26;
    private static final int CHUNK = 1 << 16;

    private final Region region;
    private final boolean cutAllowed;
    private long offset;
    private long number;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;
    // A copy of some bytes of the window: an array is scanned much faster than a mapping before the code is compiled.
    private final byte[] chunk = new byte[CHUNK];
    private long chunkStart;
    private int chunkLength;

    /**
     * A line without its line feed.
     *
     * @param number from 1
     * @param offset of its first byte in the file
     */
    record Line(String file, long number, long offset, ByteBuffer bytes) {
        JsonValue json() throws BundleException {
            return new JsonParser(new JsonSource(file, bytes, number, offset)).parse();
        }
    }

    /** {@code cutAllowed}: a last line without line feed is skipped, as a killed writer leaves it, and is no fault. */
    LineReader(Region region, boolean cutAllowed) {
        this.region = region;
        this.cutAllowed = cutAllowed;
    }

    /** Starts at a line whose place is known. */
    LineReader(Region region, long offset, long number) {
        this(region, false);
        this.offset = offset;
        this.number = number - 1;
    }

    /** Returns the next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        if (offset == region.length()) {
            return null;
        }
        number++;
        long end = lineFeed();
        if (end < 0) {
            if (cutAllowed) {
                return null;
            }
            throw new BundleException(
                    region.label() + ":" + number + ":1",
                    "the last line has no end: the file was cut short",
                    "take the bundle from its source again");
        }
        Line line = new Line(region.label(), number, offset, window(offset, end - offset));
        offset = end + 1;
        return line;
    }

    private long lineFeed() throws IOException {
        long limit = Math.min(region.length(), offset + Limits.LINE_BYTES);
        for (long at = offset; at < limit; at++) {
            if (at < chunkStart || at >= chunkStart + chunkLength) {
                fill(at);
            }
            if (chunk[(int) (at - chunkStart)] == '\n') {
                return at;
            }
        }
        if (limit < region.length()) {
            throw new BundleException(
                    region.label() + ":" + number + ":1",
                    "a line longer than " + Limits.LINE_BYTES + " bytes",
                    "record fewer tensors in one case");
        }
        return -1;
    }

    private ByteBuffer window(long start, long size) {
        return window.slice((int) (start - windowStart), (int) size);
    }

    /** Copies what follows {@code at}; the window moves to the start of the line, and is longer than a line may be. */
    private void fill(long at) throws IOException {
        if (at - windowStart >= window.limit()) {
            windowStart = offset;
            window = region.map(offset, Math.min(WINDOW, region.length() - offset));
        }
        chunkStart = at;
        chunkLength = (int) Math.min(CHUNK, window.limit() - (at - windowStart));
        window.get((int) (at - windowStart), chunk, 0, chunkLength);
    }
}
