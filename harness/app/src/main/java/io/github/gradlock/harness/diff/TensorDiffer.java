package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Compares two tensors of one type and shape, of any length, element by element: in pieces that all processors take in turn,
 * read where they are mapped. Memory does not grow with the tensors.
 */
final class TensorDiffer {
    /** Number of differing elements that are kept with their values. */
    static final int SHOWN = 4;

    /** Bytes of a piece; small enough that both sides stay in a core's cache, and whole elements of every type. */
    private static final int PIECE = 1 << 19;

    private final TensorInfo info;
    private final Policy policy;
    private final LongConsumer progress;
    private final int workers;

    TensorDiffer(TensorInfo info, Policy policy) {
        this(info, policy, bytes -> {}, Workers.available());
    }

    /**
     * Says how a comparison is to be done.
     *
     * @param progress takes, from any thread, the bytes of one side that were compared since it was last called
     * @param workers greatest number of pieces that are read at once
     */
    TensorDiffer(TensorInfo info, Policy policy, LongConsumer progress, int workers) {
        this.info = info;
        this.policy = policy;
        this.progress = progress;
        this.workers = workers;
    }

    /**
     * Compares elements; both sides hold as many as the shape says.
     *
     * @throws java.io.InterruptedIOException if the thread is interrupted
     */
    PairDifference compare(String left, TensorData leftElements, String right, TensorData rightElements)
            throws IOException {
        DifferenceSums sums = new DifferenceSums(info, policy);
        if (!alike(leftElements, rightElements)) {
            for (DifferenceSums part : measure(leftElements, rightElements)) {
                sums.add(part);
            }
        }
        return sums.result(left, right, leftElements.bytes() / info.type().bytes());
    }

    /** Returns whether all bytes are the same, as most often they are; ends at a piece in which they are not. */
    private boolean alike(TensorData a, TensorData b) throws IOException {
        AtomicBoolean alike = new AtomicBoolean(true);
        AtomicLong seen = new AtomicLong();
        pieces(a.bytes(), number -> (offset, length) -> {
            if (a.slice(offset, length).mismatch(b.slice(offset, length)) >= 0) {
                alike.set(false);
            }
            seen.addAndGet(length);
            progress.accept(length);
            return alike.get();
        });
        if (!alike.get()) {
            progress.accept(-seen.get());
        }
        return alike.get();
    }

    private List<DifferenceSums> measure(TensorData a, TensorData b) throws IOException {
        List<DifferenceSums> parts = Collections.synchronizedList(new ArrayList<>());
        pieces(a.bytes(), number -> {
            DifferenceSums sums = new DifferenceSums(info, policy);
            Magnitudes magnitudes = new Magnitudes(info.type());
            parts.add(sums);
            return (offset, length) -> {
                ByteBuffer left = a.slice(offset, length);
                sums.magnitude(magnitudes.largest(left));
                visit(sums, offset / info.type().bytes(), left, b.slice(offset, length));
                progress.accept(length);
                return true;
            };
        });
        return parts;
    }

    private void visit(DifferenceSums sums, long firstIndex, ByteBuffer a, ByteBuffer b) {
        int bytes = info.type().bytes();
        int limit = a.limit();
        int at = 0;
        while (at < limit) {
            // The JDK finds the next unlike byte many bytes at a time; most elements are alike.
            int unlike = a.position(at).mismatch(b.position(at));
            if (unlike < 0) {
                return;
            }
            int index = (at + unlike) / bytes;
            at = index * bytes;
            sums.visit(firstIndex + index, Bits.read(info.type(), a, at), Bits.read(info.type(), b, at));
            at += bytes;
        }
    }

    /** What a worker does with each piece that it takes; it says whether to go on. */
    @FunctionalInterface
    private interface PieceTask {
        boolean run(long offset, int length) throws IOException;
    }

    /** Passes pieces out in their order, each to one worker, until all are done or a worker says to stop. */
    private void pieces(long bytes, IntFunction<PieceTask> workerTask) throws IOException {
        AtomicLong next = new AtomicLong();
        long count = (bytes + PIECE - 1) / PIECE;
        Workers.run((int) Math.min(workers, count), (number, interruption) -> {
            PieceTask task = workerTask.apply(number);
            for (long offset = next.getAndAdd(PIECE); offset < bytes; offset = next.getAndAdd(PIECE)) {
                interruption.check();
                if (!task.run(offset, (int) Math.min(PIECE, bytes - offset))) {
                    next.set(bytes);
                }
            }
        });
    }
}
