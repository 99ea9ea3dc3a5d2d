package io.github.gradlock.harness.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, hashed on their way by a thread that reads ahead: they are read once, and what is handed out is what was hashed. The last piece is
 * handed out only if all of it is what it should be, so that who needs a whole file gets none that is damaged.
 */
public final class VerifiedFile extends InputStream {
    private static final int PIECE = 1 << 18;
    private static final int PIECES_AHEAD = 4;

    private final Path file;
    private final Content content;
    private final BlockingQueue<Piece> ahead = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final Thread reader = new Thread(this::readAhead, "gradlock-hash");
    private Piece piece = new Piece(new byte[0], false, null);
    private int position;

    /** Some bytes, whether they are the last, and why there are no more. */
    private record Piece(
            byte[] bytes, boolean last, @Nullable IOException problem) {}

    /** A file is not what it should be. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(Path file, Content content, String found) {
            super(content.name() + " is damaged: the first " + content.size() + " bytes of " + file
                    + " have the SHA-256 " + found + ", not " + content.sha256());
        }
    }

    /** Begins to read. */
    public VerifiedFile(Path file, Content content) {
        this.file = file;
        this.content = content;
        reader.setDaemon(true);
        reader.start();
    }

    private void readAhead() {
        try {
            Piece last = handOutAllButTheLast();
            ahead.put(last);
        } catch (InterruptedException closed) {
            // Nobody wants the rest.
        }
    }

    private Piece handOutAllButTheLast() throws InterruptedException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = content.size(); ; left -= PIECE) {
                int wanted = (int) Math.min(PIECE, left);
                byte[] bytes = in.readNBytes(wanted);
                digest.update(bytes);
                if (left <= PIECE || bytes.length < wanted) {
                    String found = HexFormat.of().formatHex(digest.digest());
                    return found.equals(content.sha256()) && bytes.length == wanted
                            ? new Piece(bytes, true, null)
                            : new Piece(new byte[0], true, new Damaged(file, content, found));
                }
                ahead.put(new Piece(bytes, false, null));
            }
        } catch (IOException problem) {
            return new Piece(new byte[0], true, problem);
        } catch (RuntimeException | Error problem) {
            // Who reads would wait for ever.
            return new Piece(new byte[0], true, new IOException(file + " could not be read: " + problem, problem));
        }
    }

    /**
     * Reads on.
     *
     * @throws Damaged if this would be the last of a file that is not what it should be
     */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (position == piece.bytes().length) {
            if (piece.problem() != null) {
                throw piece.problem();
            }
            if (piece.last()) {
                return -1;
            }
            piece = next();
            position = 0;
        }
        int count = Math.min(length, piece.bytes().length - position);
        System.arraycopy(piece.bytes(), position, bytes, from, count);
        position += count;
        return count;
    }

    private Piece next() throws IOException {
        try {
            return ahead.take();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file + " was read");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Ends the thread that reads ahead, too. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
