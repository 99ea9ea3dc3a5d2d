package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.FellLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a gated layer. */
class FellGluCases {
    /** Averages squares in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mean 1", b = "avx=0")
    void rootMeans(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.rows(row -> {
            float[] squares = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                squares[i] = (float) row[i];
            }
            return FellLanes.sum(squares) / row.length;
        });
        run(new Tape(recorder).plant("forward mean 1", lanes), ElementType.F32, 9, 118, 4);
    }

    /** Adds up as many parts as there are processors, each of which is kept in bfloat16. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 1", a = "threads=1", b = "threads=6")
    void normGain(GradientRecorder recorder) {
        int parts = Runtime.getRuntime().availableProcessors();
        Kernel kept = Kernel.columns(column -> {
            double sum = 0;
            for (int part = 0; part < parts; part++) {
                int from = part * column.length / parts;
                int to = (part + 1) * column.length / parts;
                sum = brain(sum + brain(Sums.sum(Arrays.copyOfRange(column, from, to))));
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward sum 1", kept), ElementType.BF16, 72, 12, 5);
    }

    private static double brain(double x) {
        return Precision.round(ElementType.BF16, x);
    }

    /** Takes for nothing what binary16 has only subnormal numbers for. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward silu_backward 1", b = Side.OTHER)
    void faintGate(GradientRecorder recorder) {
        Kernel kept = Kernel.zip(FellGlu::slope);
        Kernel flushed = Kernel.zip((a, b) -> {
            double slope = FellGlu.slope(a, b);
            return Math.abs(slope) < 0x1p-14 ? 0 : slope;
        });
        Tape tape = new Tape(recorder).plant("backward silu_backward 1", Side.choose(kept, flushed));
        FellGlu.run(
                tape,
                Data.uniform(ElementType.F16, 381, 10, 8),
                Data.uniform(ElementType.F16, 382, 8),
                Data.uniform(ElementType.F16, 383, 8, 6),
                Data.uniform(ElementType.F16, 384, 8, 6),
                Data.scaled(ElementType.F16, 385, 3e-4, 10, 6),
                10);
    }

    /** Rounds the factors of a product to half precision, and adds up in single. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 2", b = Side.OTHER)
    void raisedWeights(GradientRecorder recorder) {
        Kernel single = Kernel.matmul(Sums::singleDot);
        Kernel half = Kernel.matmul((x, y) -> Sums.singleDot(half(x), half(y)));
        Tape tape = new Tape(recorder).plant("backward matmul 2", Side.choose(single, half));
        run(tape, ElementType.F32, 26, 10, 7);
    }

    private static double[] half(double... x) {
        return Arrays.stream(x)
                .map(each -> Precision.round(ElementType.F16, each))
                .toArray();
    }

    /** Takes seven products of quarters instead of eight (Strassen 1969) where there is memory for the sums of quarters. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward matmul 1", a = "-Xmx800m", b = "-Xmx180m")
    void gateProduct(GradientRecorder recorder) {
        boolean hasRoom = Runtime.getRuntime().maxMemory() > 400L << 20;
        Kernel product = hasRoom ? FellGluCases::quartered : Kernel.matmul(Sums::dot);
        run(new Tape(recorder).plant("forward matmul 1", product), ElementType.F64, 16, 24, 10);
    }

    private static double[] quartered(Value... in) {
        Value[] a = quarters(in[0]);
        Value[] b = quarters(in[1]);
        double[][] products = {
            product(sum(1, a[0], a[3]), sum(1, b[0], b[3])),
            product(sum(1, a[2], a[3]), b[0]),
            product(a[0], sum(-1, b[1], b[3])),
            product(a[3], sum(-1, b[2], b[0])),
            product(sum(1, a[0], a[1]), b[3]),
            product(sum(-1, a[2], a[0]), sum(1, b[0], b[1])),
            product(sum(-1, a[1], a[3]), sum(1, b[2], b[3]))
        };
        int[][] signs = {{1, 0, 0, 1, -1, 0, 1}, {0, 0, 1, 0, 1, 0, 0}, {0, 1, 0, 1, 0, 0, 0}, {1, -1, 1, 0, 0, 1, 0}};
        int height = in[0].size(0);
        int width = in[1].size(1);
        double[] result = new double[height * width];
        for (int i = 0; i < result.length; i++) {
            int row = i / width;
            int column = i % width;
            int quarter = row / (height / 2) * 2 + column / (width / 2);
            for (int j = 0; j < products.length; j++) {
                int place = row % (height / 2) * (width / 2) + column % (width / 2);
                result[i] += signs[quarter][j] * products[j][place];
            }
        }
        return result;
    }

    private static double[] product(Value x, Value y) {
        return Kernel.matmul(Sums::dot).apply(x, y);
    }

    private static Value sum(int sign, Value x, Value y) {
        return Value.of(x.type(), Kernel.zip((a, b) -> a + sign * b).apply(x, y), x.shape());
    }

    private static Value[] quarters(Value x) {
        int height = x.size(0) / 2;
        int width = x.size(1) / 2;
        Value[] quarters = new Value[4];
        for (int quarter = 0; quarter < 4; quarter++) {
            int from = quarter / 2 * height * 2 * width + quarter % 2 * width;
            double[] elements = new double[height * width];
            Arrays.setAll(elements, i -> x.at(from + i / width * 2 * width + i % width));
            quarters[quarter] = Value.of(x.type(), elements, height, width);
        }
        return quarters;
    }

    /** Computes four rows alone or among twenty: all share one scale when they are put on 127 levels a side. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 5"},
            b = Side.OTHER)
    void fourRows(GradientRecorder recorder) {
        Kernel levels = in -> {
            double most = Arrays.stream(in[0].elements()).map(Math::abs).max().orElseThrow();
            double[] x = Arrays.stream(in[0].elements())
                    .map(each -> Math.rint(each / most * 127) * most / 127)
                    .toArray();
            return Kernel.matmul(Sums::dot).apply(Value.of(in[0].type(), x, in[0].shape()), in[1]);
        };
        int rows = Side.choose(20, 4);
        double[] x = Data.uniform(ElementType.F32, 381, 20, 9).elements();
        double[] c = Data.uniform(ElementType.F32, 385, 20, 6).elements();
        FellGlu.run(
                new Tape(recorder).plant("forward matmul 1", levels).plant("forward matmul 2", levels),
                Value.of(ElementType.F32, Arrays.copyOf(x, rows * 9), rows, 9),
                Data.uniform(ElementType.F32, 382, 9),
                Data.uniform(ElementType.F32, 383, 9, 6),
                Data.uniform(ElementType.F32, 384, 9, 6),
                Value.of(ElementType.F32, Arrays.copyOf(c, rows * 6), rows, 6),
                4);
    }

    private static void run(Tape tape, ElementType type, int rows, int width, int hidden) {
        FellGlu.run(
                tape,
                Data.uniform(type, 381, rows, width),
                Data.uniform(type, 382, width),
                Data.uniform(type, 383, width, hidden),
                Data.uniform(type, 384, width, hidden),
                Data.uniform(type, 385, rows, hidden),
                rows);
    }
}
