package io.github.gradlock.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The case that a process is at, in a file of its session that outlives the process: however it ends, by a crash or by a test that ends the JVM,
 * the case is known. The file is written in place, two bytes for the length of the id and then the id.
 */
final class RunningCase implements Closeable {
    private static final int MOST = 1000;

    private final Path file;
    private final FileChannel channel;

    RunningCase(Path folder) throws IOException {
        file = folder.resolve(Session.RUNNING);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        write("");
    }

    void begins(String caseId) {
        write(caseId);
    }

    void ends() {
        write("");
    }

    private void write(String caseId) {
        byte[] id = caseId.getBytes(StandardCharsets.UTF_8);
        byte[] kept = id.length > MOST ? Arrays.copyOf(id, MOST) : id;
        ByteBuffer bytes = ByteBuffer.allocate(2 + kept.length)
                .putShort((short) kept.length)
                .put(kept)
                .flip();
        try {
            channel.write(bytes, 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Says that every case has ended. */
    void finish() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Returns the case that the process of a session was at; empty if it was at none. */
    static Optional<String> in(Path folder) throws IOException {
        Path file = folder.resolve(Session.RUNNING);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST + 2) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() < 2) {
            return Optional.empty();
        }
        int length = bytes.getShort();
        return length <= 0 || length > bytes.remaining()
                ? Optional.empty()
                : Optional.of(new String(bytes.array(), 2, length, StandardCharsets.UTF_8));
    }
}
