package io.github.gradlock.harness.store;

import io.github.gradlock.harness.BulkInputStream;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The bytes of a file, hashed by another thread while they are handed out. The last one is handed out only if all are what they should be, so that who
 * needs a whole file gets none that is damaged. Both read the same open file, each for itself: that nobody writes to it meanwhile is the store's
 * promise, whose files are read-only and replaced as a whole.
 */
public final class VerifiedFile extends BulkInputStream {
    private static final int PIECE = 1 << 18;

    private final Path file;
    private final Content content;
    private final FileChannel channel;
    private final FutureTask<String> digest = new FutureTask<>(this::digest);
    private long position;

    /** A file is not what it should be. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(Content content, String how) {
            super(content.name() + " is damaged: " + how);
        }
    }

    /** Opens it, and begins to hash. */
    public VerifiedFile(Path file, Content content) throws IOException {
        this.file = file;
        this.content = content;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        Thread hasher = new Thread(digest, "gradlock-hash");
        hasher.setDaemon(true);
        hasher.start();
    }

    private String digest() throws IOException {
        MessageDigest sha256 = Digests.sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < content.size(); at += piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE, content.size() - at));
            int count = channel.read(piece, at);
            if (count < 0) {
                break;
            }
            sha256.update(piece.flip());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * Reads on.
     *
     * @throws Damaged if this would be the last of a file that is not what it should be
     */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        long left = content.size() - position;
        if (length == 0) {
            return 0;
        }
        if (left <= 1) {
            require();
        }
        if (left == 0) {
            return -1;
        }
        // All but the last, and then that one.
        int wanted = (int) Math.min(length, Math.max(1, left - 1));
        int count = channel.read(ByteBuffer.wrap(bytes, from, wanted), position);
        if (count < 0) {
            throw new Damaged(content, file + " has " + channel.size() + " bytes, not " + content.size());
        }
        position += count;
        return count;
    }

    private void require() throws IOException {
        try {
            String found = digest.get();
            if (!found.equals(content.sha256())) {
                throw new Damaged(
                        content,
                        "the first " + content.size() + " bytes of " + file + " have the SHA-256 " + found + ", not "
                                + content.sha256());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file + " was read");
        } catch (ExecutionException | CancellationException problem) {
            throw new IOException(
                    file + " could not be read: "
                            + Reason.of(problem.getCause() == null ? problem : problem.getCause()),
                    problem);
        }
    }

    /** Ends the thread that hashes, too. */
    @Override
    public void close() throws IOException {
        digest.cancel(true);
        channel.close();
    }
}
