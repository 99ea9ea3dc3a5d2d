package io.github.gradlock.harness.store;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a response to a file, from a place on and up to a size; gives the number of bytes that the file then has. */
final class FileBody implements BodySubscriber<Long> {
    private final Path file;
    private final long from;
    private final long most;
    private final LongConsumer progress;
    private final CompletableFuture<Long> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable FileChannel channel;
    private volatile long written;

    /** The file could not be written: the disk is full, or the folder is not ours. */
    static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1L;

        NotWritten(Path file, IOException cause) {
            super(file + ": " + cause.getMessage(), cause);
        }
    }

    FileBody(Path file, long from, long most, LongConsumer progress) {
        this.file = file;
        this.from = from;
        this.most = most;
        this.progress = progress;
        this.written = from;
    }

    /** Reads an answer that is no file, such as that there is none, and writes nothing. */
    static FileBody nothing(Path file) {
        return new FileBody(file, -1, -1, bytes -> {});
    }

    @Override
    public CompletionStage<Long> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        try {
            if (from >= 0) {
                FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                opened.truncate(from);
                opened.position(from);
                channel = opened;
            }
            started.request(Long.MAX_VALUE);
        } catch (IOException problem) {
            fail(new NotWritten(file, problem));
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        FileChannel to = channel;
        if (to == null || body.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                if (written + buffer.remaining() > most) {
                    fail(new IOException("it has more than the " + most + " bytes of the lock"));
                    return;
                }
                written += buffer.remaining();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            progress.accept(written);
        } catch (IOException problem) {
            fail(new NotWritten(file, problem));
        }
    }

    /** Returns how many bytes the file has. */
    long written() {
        return written;
    }

    /** Writes no more, whatever still comes. */
    synchronized void abandon() {
        if (subscription != null) {
            subscription.cancel();
        }
        close();
        channel = null;
    }

    private void fail(IOException problem) {
        if (subscription != null) {
            subscription.cancel();
        }
        close();
        body.completeExceptionally(problem);
    }

    @Override
    public void onError(Throwable problem) {
        close();
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        close();
        body.complete(written);
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException problem) {
            body.completeExceptionally(new NotWritten(file, problem));
        }
    }
}
