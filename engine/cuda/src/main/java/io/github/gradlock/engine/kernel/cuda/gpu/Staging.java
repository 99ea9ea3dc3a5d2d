package io.github.gradlock.engine.kernel.cuda.gpu;

import java.nio.ByteBuffer;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * Memory of the host that the GPU reads and writes by itself, through which copies go: two pieces, of which one is filled while the other is on its
 * way. So a copy to the GPU returns before it has arrived.
 */
final class Staging {
    private static final int PIECE = 4 << 20;

    private final CUstream stream;
    private final Piece[] pieces = new Piece[2];
    private int next;

    /** A piece, and when its last copy was done. */
    private record Piece(Pointer memory, ByteBuffer bytes, CUevent done) {
        static Piece allocate() {
            Pointer memory = new Pointer();
            InstalledDriver.require(JCudaDriver.cuMemAllocHost(memory, PIECE), "cuMemAllocHost");
            CUevent done = new CUevent();
            InstalledDriver.require(
                    JCudaDriver.cuEventCreate(done, CUevent_flags.CU_EVENT_DISABLE_TIMING), "cuEventCreate");
            return new Piece(memory, memory.getByteBuffer(0, PIECE), done);
        }

        void await() {
            InstalledDriver.require(JCudaDriver.cuEventSynchronize(done), "cuEventSynchronize");
        }

        void mark(CUstream stream) {
            InstalledDriver.require(JCudaDriver.cuEventRecord(done, stream), "cuEventRecord");
        }
    }

    Staging(CUstream stream) {
        this.stream = stream;
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = Piece.allocate();
        }
    }

    synchronized void write(long address, ByteBuffer from) {
        for (long at = address; from.hasRemaining(); ) {
            Piece piece = pieces[next];
            next = (next + 1) % pieces.length;
            piece.await();
            int count = Math.min(PIECE, from.remaining());
            piece.bytes().clear().put(from.slice().limit(count));
            from.position(from.position() + count);
            InstalledDriver.require(
                    JCudaDriver.cuMemcpyHtoDAsync(Address.of(at), piece.memory(), count, stream), "cuMemcpyHtoDAsync");
            piece.mark(stream);
            at += count;
        }
    }

    synchronized void read(long address, ByteBuffer to) {
        long copied = address;
        int waiting = -1;
        int size = 0;
        while (to.hasRemaining()) {
            int ahead = to.remaining() - size;
            int count = Math.min(PIECE, ahead);
            int place = next;
            if (count > 0) {
                Piece piece = pieces[place];
                next = (next + 1) % pieces.length;
                piece.await();
                InstalledDriver.require(
                        JCudaDriver.cuMemcpyDtoHAsync(piece.memory(), Address.of(copied), count, stream),
                        "cuMemcpyDtoHAsync");
                piece.mark(stream);
                copied += count;
            }
            if (waiting >= 0) {
                Piece arrived = pieces[waiting];
                arrived.await();
                to.put(arrived.bytes().clear().limit(size));
            }
            waiting = count > 0 ? place : -1;
            size = count;
        }
    }
}
