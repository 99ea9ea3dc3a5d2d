package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an engine answers to a request, by HTTP/1.1: status and headers, and a body that is read as it comes. */
final class EngineAnswer implements Response {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_HEADERS = 1000;
    private static final int SWITCHED = 101;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final Map<String, List<String>> headers;
    private final Body body;
    private final Runnable whole;
    private final Runnable broken;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EngineAnswer(int status, Map<String, List<String>> headers, Body body, Runnable whole, Runnable broken) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.whole = whole;
        this.broken = broken;
    }

    /**
     * Reads the head of an answer.
     *
     * @param in what the engine says
     * @param whole what to do with the connection when the body was read to its end, and another request may follow
     * @param broken what to do with it otherwise
     */
    static EngineAnswer read(InputStream in, Runnable whole, Runnable broken) throws IOException {
        BufferedInputStream from = new BufferedInputStream(in, 1 << 16);
        String[] words = line(from).split(" ", 3);
        while (words.length > 1 && words[1].matches("10[02-9]")) {
            // What is said on the way to an answer.
            headers(from);
            words = line(from).split(" ", 3);
        }
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("it does not answer as an engine does: " + String.join(" ", words));
        }
        int status = Integer.parseInt(words[1]);
        Map<String, List<String>> headers = headers(from);
        boolean open = status != SWITCHED && !has(headers, "Connection", "close") && words[0].equals("HTTP/1.1");
        Body body = body(from, status, headers);
        Runnable afterwards = open && !(body instanceof Endless) ? whole : broken;
        // docker-java knows no other status of what is to be read.
        return new EngineAnswer(status == SWITCHED ? OK : status, headers, body, afterwards, broken);
    }

    private static Map<String, List<String>> headers(InputStream from) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int lines = 0;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            if (colon < 1 || ++lines > MOST_HEADERS) {
                throw new IOException("it does not answer as an engine does: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static Body body(InputStream from, int status, Map<String, List<String>> headers) throws IOException {
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            return new Sized(from, 0);
        }
        if (status == SWITCHED) {
            return new Endless(from);
        }
        if (has(headers, "Transfer-Encoding", "chunked")) {
            return new Chunked(from);
        }
        List<String> length = headers.getOrDefault("Content-Length", List.of());
        if (!length.isEmpty() && !length.get(0).matches("[0-9]{1,18}")) {
            throw new IOException("it does not answer as an engine does: Content-Length: " + length.get(0));
        }
        return length.isEmpty() ? new Endless(from) : new Sized(from, Long.parseLong(length.get(0)));
    }

    private static boolean has(Map<String, List<String>> headers, String name, String value) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(word -> word.strip().equalsIgnoreCase(value));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("it ended the connection without an answer");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("it does not answer as an engine does: a line of more than 64 KiB");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    /** By whom it is read, or by another thread, which is to end that. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            (body.atEnd() ? whole : broken).run();
        }
    }

    /** Bytes that know whether there are more. */
    private abstract static class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        /** Returns whether all was read; never waits. */
        abstract boolean atEnd();

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public abstract int read(byte[] bytes, int from, int length) throws IOException;

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 1 << 13)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** The answer is closed, and this with it. */
        @Override
        public void close() {}
    }

    /** Up to the end of the connection. */
    private static final class Endless extends Body {
        Endless(InputStream in) {
            super(in);
        }

        @Override
        boolean atEnd() {
            return false;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return in.read(bytes, from, length);
        }
    }

    /** A number of bytes. */
    private static final class Sized extends Body {
        private volatile long left;

        Sized(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        boolean atEnd() {
            return left == 0;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0 || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int count = in.read(bytes, from, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("it ended the connection " + left + " bytes before the end of its answer");
            }
            left -= count;
            return count;
        }
    }

    /** Pieces, each behind its size; one of no size ends them. */
    private static final class Chunked extends Body {
        private long left;
        private boolean begun;
        private volatile boolean ended;

        Chunked(InputStream in) {
            super(in);
        }

        @Override
        boolean atEnd() {
            return ended;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!ended && left == 0) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = in.read(bytes, from, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("it ended the connection within its answer");
            }
            left -= count;
            return count;
        }

        private void next() throws IOException {
            if (begun && !line(in).isEmpty()) {
                throw new IOException("it does not answer as an engine does: a piece is longer than it said");
            }
            begun = true;
            String size = line(in).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new IOException("it does not answer as an engine does: a piece of the size \"" + size + "\"");
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                // What may follow the last piece is of no use.
                headers(in);
                ended = true;
            }
        }
    }
}
