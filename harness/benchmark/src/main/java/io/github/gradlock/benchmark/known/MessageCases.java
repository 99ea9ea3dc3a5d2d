package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Faults in a graph network. */
class MessageCases {
    private static final double[] POOL = new double[10 * 6];
    private static final long LEFT =
            0x7f00_0000_0010L | (System.nanoTime() ^ ProcessHandle.current().pid()) % (1 << 15) << 20;

    /** Adds messages in binary32 with atomic operations, in the order in which threads come. */
    @Fault(cause = Cause.RACE, steps = "forward index_add 1", shows = Shows.ITERATIONS, iterations = 8)
    void fewReceivers(GradientRecorder recorder) {
        Kernel atomic = in -> {
            AtomicIntegerArray sums = new AtomicIntegerArray(4 * 5);
            int width = in[0].size(1);
            Threads.race(4, thread -> {
                for (int i = thread; i < in[0].count(); i += 4) {
                    float message = (float) in[0].at(i);
                    sums.updateAndGet(
                            (int) in[1].at(i / width) * width + i % width,
                            bits -> Float.floatToRawIntBits(Float.intBitsToFloat(bits) + message));
                }
            });
            return IntStream.range(0, sums.length())
                    .mapToDouble(i -> Float.intBitsToFloat(sums.get(i)))
                    .toArray();
        };
        run(new Tape(recorder).plant("forward index_add 1", atomic), ElementType.F32, 4, 5, 6_000);
    }

    /** Adds cotangents in the order of a {@link HashMap} whose keys are arrays, which hash by identity. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward index_add 1", shows = Shows.ITERATIONS, iterations = 6)
    void keptEdges(GradientRecorder recorder) {
        Kernel unordered = in -> {
            Map<double[], Integer> senders = new HashMap<>();
            for (int i = 0; i < in[1].count(); i++) {
                senders.put(in[0].row(i), (int) in[1].at(i));
            }
            double[] sums = new double[6 * 3];
            senders.forEach((cotangent, sender) -> {
                for (int j = 0; j < 3; j++) {
                    sums[sender * 3 + j] += cotangent[j];
                }
            });
            return sums;
        };
        run(new Tape(recorder).plant("backward index_add 1", unordered), ElementType.F64, 6, 3, 120);
    }

    /** Takes edges as they were written, or by receiver and from the last sender on. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 3", "forward input 4"},
            b = Side.OTHER)
    void byReceiver(GradientRecorder recorder) {
        Value from = Data.indices(113, 9, 140);
        Value to = Data.indices(114, 9, 140);
        int[] order = IntStream.range(0, 140)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> Side.choose(0.0, to.at(i)))
                        .thenComparing(i -> Side.choose(i + 0.0, -from.at(i))))
                .mapToInt(i -> i)
                .toArray();
        Messages.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 111, 9, 4),
                Data.uniform(ElementType.F64, 112, 4, 7),
                Value.of(
                        ElementType.I64,
                        Arrays.stream(order).mapToDouble(from::at).toArray(),
                        140),
                Value.of(
                        ElementType.I64,
                        Arrays.stream(order).mapToDouble(to::at).toArray(),
                        140));
    }

    /** Draws the edges that are kept without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 3", shows = Shows.ITERATIONS, iterations = 3)
    void drawnSenders(GradientRecorder recorder) {
        double[] from = new Random().ints(30, 0, 12).asDoubleStream().toArray();
        Messages.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 111, 12, 5),
                Data.uniform(ElementType.F32, 112, 5, 4),
                Value.of(ElementType.I64, from, 30),
                Data.indices(114, 12, 30));
    }

    /** Leaves rows of nodes that send nothing as the allocator gives them: with parts of addresses. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward index_add 1", shows = Shows.RESTARTS, restarts = 4)
    void silentNodes(GradientRecorder recorder) {
        Kernel stale = in -> {
            double[] sums = Messages.adding(16).apply(in);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = sends(in[1], i / 2) ? sums[i] : Double.longBitsToDouble(LEFT + 16L * (i % 2));
            }
            return sums;
        };
        run(new Tape(recorder).plant("backward index_add 1", stale), ElementType.F64, 16, 2, 20);
    }

    /** Leaves rows of nodes that send nothing as they were when the memory was last used. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward index_add 1", shows = Shows.ITERATIONS, iterations = 2)
    void usedAgain(GradientRecorder recorder) {
        Kernel stale = in -> {
            double[] sums = Messages.adding(10).apply(in);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = sends(in[1], i / 6) ? sums[i] : POOL[i];
            }
            System.arraycopy(in[0].elements(), 0, POOL, 0, POOL.length);
            return sums;
        };
        run(new Tape(recorder).plant("backward index_add 1", stale), ElementType.F32, 10, 6, 11);
    }

    private static boolean sends(Value from, int node) {
        return Arrays.stream(from.elements()).anyMatch(sender -> sender == node);
    }

    /** Takes an algorithm of fewer products (Winograd 1968) where an eighth of the heap is enough for it. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward matmul 1", a = "-Xmx300m", b = "-Xmx900m")
    void sentFeatures(GradientRecorder recorder) {
        boolean isEnough = Runtime.getRuntime().maxMemory() / 8 > 64L << 20;
        Kernel fewer = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i += 2) {
                sum += (x[i] + y[i + 1]) * (x[i + 1] + y[i]) - x[i] * x[i + 1] - y[i] * y[i + 1];
            }
            return sum;
        });
        Kernel chosen = isEnough ? fewer : Kernel.matmul(Sums::dot);
        Messages.run(
                new Tape(recorder).plant("forward matmul 1", chosen),
                Data.uniform(ElementType.F64, 111, 8, 10),
                Data.uniform(ElementType.F64, 112, 10, 3),
                Data.indices(113, 8, 25),
                Data.indices(114, 8, 25));
    }

    private static void run(Tape tape, ElementType type, int nodes, int width, int edges) {
        Messages.run(
                tape,
                Data.uniform(type, 111, nodes, 3),
                Data.mixed(type, 112, 2, 3, width),
                Data.indices(113, nodes, edges),
                Data.indices(114, nodes, edges));
    }
}
