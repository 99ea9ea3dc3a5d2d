package io.github.gradlock.engine.kernel.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.math.CudaTables;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the contract of kernels leaves out, as the kernels have it on the emulator, or on a GPU: bits of the reference on odd shapes and layouts, with special values. */
class CudaKernelsTests {
    private static final Kernels REFERENCE = Providers.reference(1);
    private static final Kernels KERNELS = new ThroughDevice(TestDevice.get());
    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(37), Shape.of(3, 70), Shape.of(2, 3, 5));
    private static final List<DType> NUMBERS = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64);

    private int checks;

    /** Every sign and exponent of binary64, with mantissas that a step which divides nothing evenly gives. */
    @Test
    void elementaryFunctionsAtEveryExponent() {
        long step = (1L << 52) / 3 * 2 + 12_345_678_901L;
        double[] values = new double[6_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(i * step);
        }
        // Where most of the branches are.
        for (int i = 0; i < values.length; i += 2) {
            values[i] = (i - values.length / 2) * 0x1.23456789abcdep-6;
        }
        Tensor x = Tensors.of(values);
        for (UnaryFunction function : UnaryFunction.values()) {
            if (!function.isPredicate()) {
                same(function + " at every exponent", x.shape(), DType.FLOAT64, (k, out) -> k.unary(function, x, out));
            }
        }
        enough(20);
    }

    /** Where a binary64 value, rounded, is the wrong binary32 number; for every function, and with both neighbours. */
    @Test
    void hardCasesOfBinary32() throws Exception {
        float[] inputs = CudaTables.hardInputs();
        float[] values = new float[3 * inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            values[3 * i] = Math.nextDown(inputs[i]);
            values[3 * i + 1] = inputs[i];
            values[3 * i + 2] = Math.nextUp(inputs[i]);
        }
        Tensor x = Tensors.of(values);
        assertTrue(inputs.length > 100);
        for (UnaryFunction function : UnaryFunction.values()) {
            if (!function.isPredicate()) {
                same(function + " of hard inputs", x.shape(), DType.FLOAT32, (k, out) -> k.unary(function, x, out));
            }
        }
        enough(60);
    }

    /** Beyond one tile of 16 in every dimension, what the contract's products are not where they are few enough for an emulator. */
    @Test
    void productsOfSeveralTiles() {
        for (int[] s : new int[][] {{1, 17, 33, 18}, {1, 40, 50, 20}, {2, 33, 17, 35}}) {
            for (DType dtype : NUMBERS) {
                List<Tensor> left = Samples.layouts(Shape.of(s[0], s[1], s[2]), dtype, 51, true);
                List<Tensor> right = Samples.layouts(Shape.of(s[0], s[2], s[3]), dtype, 52, true);
                for (int i = 0; i < left.size(); i++) {
                    Tensor a = left.get(i);
                    Tensor b = right.get((i + 1) % right.size());
                    same(
                            a.layout() + " times " + b.layout(),
                            Shape.of(s[0], s[1], s[3]),
                            dtype,
                            (k, out) -> k.matmul(a, b, out));
                }
            }
        }
        enough(30);
    }

    /** A line that several blocks of threads share, and one that a block goes over more than once. */
    @Test
    void linesLongerThanABlock() {
        for (DType dtype : NUMBERS) {
            for (int length : new int[] {1_025, 5_000, 70_001}) {
                Tensor x = Samples.random(Shape.of(length), dtype, 61, false);
                for (ReduceFunction function : List.of(ReduceFunction.SUM, ReduceFunction.MAX, ReduceFunction.MIN)) {
                    same(function + " of " + length, Shape.SCALAR, dtype, (k, out) -> k.reduce(function, x, out));
                }
                same("exp or negation of " + length, x.shape(), dtype, (k, out) -> k.unary(UnaryFunction.NEG, x, out));
            }
        }
        enough(36);
    }

    /** Exponents and bases of all sizes, bases near 1 to large exponents, and orders of derivatives. */
    @Test
    void powersAndAnglesOfAllSizes() {
        SplittableRandom random = new SplittableRandom(5);
        int count = 3_000;
        double[] left = new double[count];
        double[] right = new double[count];
        for (int i = 0; i < count; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            switch (i % 4) {
                case 0 -> {
                    left[i] = any;
                    right[i] = Double.longBitsToDouble(random.nextLong());
                }
                case 1 -> {
                    left[i] = 1 + random.nextDouble(-1e-6, 1e-6);
                    right[i] = random.nextDouble(-1e12, 1e12);
                }
                case 2 -> {
                    left[i] = random.nextDouble(-100, 100);
                    right[i] = random.nextInt(-160, 160);
                }
                default -> {
                    left[i] = random.nextDouble(0, 30);
                    right[i] = random.nextDouble(-40, 40);
                }
            }
        }
        Tensor a = Tensors.of(left);
        Tensor b = Tensors.of(right);
        for (BinaryFunction function : List.of(BinaryFunction.POW, BinaryFunction.ATAN2, BinaryFunction.HYPOT)) {
            for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
                same(
                        function + " of all sizes",
                        a.shape(),
                        dtype,
                        (k, out) -> k.binary(function, a.to(dtype), b.to(dtype), out));
            }
        }
        double[] orders = new double[200];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = i < 190 ? i % 12 : 100 * (i - 189);
        }
        Tensor n = Tensors.of(orders);
        Tensor x = Tensors.of(Arrays.copyOf(right, orders.length));
        same(
                "derivatives of digamma",
                n.shape(),
                DType.FLOAT64,
                (k, out) -> k.binary(BinaryFunction.POLYGAMMA, n, x, out));
        enough(14);
    }

    @Test
    void choicesAndFills() {
        for (Shape shape : SHAPES) {
            for (DType from : DType.values()) {
                for (Tensor x : Samples.layouts(shape, from, 61, true)) {
                    Tensor condition =
                            Samples.layouts(shape, DType.BOOL, 62, false).get(0);
                    Tensor other = Samples.random(shape, from, 63, true);
                    same("where " + x.layout(), shape, from, (k, out) -> k.where(condition, x, other, out));
                }
                same("fill", shape, from, (k, out) -> k.fill(from == DType.BOOL ? 1 : 0.1, out));
            }
            for (DType dtype : NUMBERS) {
                same(
                        "arange",
                        shape,
                        dtype,
                        (k, out) -> k.arange(
                                dtype == DType.INT64 ? (Number) 3L : (Number) 0.3,
                                dtype == DType.INT64 ? (Number) (-2L) : (Number) 0.7,
                                out));
            }
        }
        enough(100);
    }

    @Test
    void linesFromLeftToRight() {
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(7), Shape.of(5, 130), Shape.of(3, 2, 65))) {
            for (DType dtype : DType.values()) {
                for (Tensor x : Samples.layouts(shape, dtype, 51, true)) {
                    Shape lines = shape.rank() == 0 ? shape : Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - 1));
                    for (ReduceFunction function : List.of(ReduceFunction.MAX, ReduceFunction.MIN)) {
                        same(
                                "arg " + function + " of " + x.layout(),
                                lines,
                                DType.INT64,
                                (k, out) -> k.argReduce(function, x, out));
                    }
                    for (boolean descending : new boolean[] {false, true}) {
                        same("sort of " + x.layout(), shape, DType.INT64, (k, out) -> k.argSort(descending, x, out));
                    }
                    for (ReduceFunction function :
                            List.of(ReduceFunction.SUM, ReduceFunction.PROD, ReduceFunction.MAX, ReduceFunction.MIN)) {
                        if (dtype != DType.BOOL) {
                            same(
                                    "running " + function + " of " + x.layout(),
                                    shape,
                                    dtype,
                                    (k, out) -> k.scan(function, x, out));
                        }
                    }
                }
            }
        }
        enough(300);
    }

    @Test
    void randomNumbers() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (Shape shape : SHAPES) {
                same("uniform", shape, dtype, (k, out) -> k.uniform(0x123456789ABCDEFL, 77, out));
            }
        }
        enough(20);
    }

    /** Makes a call on both, into tensors that lie side by side and into gapped ones. */
    private void same(String what, Shape shape, DType dtype, BiConsumer<Kernels, Tensor> call) {
        for (boolean gapped : new boolean[] {false, true}) {
            Tensor expected = Samples.spoil(gapped ? Samples.target(shape, dtype) : Tensors.zeros(shape, dtype));
            Tensor actual = Samples.spoil(gapped ? Samples.target(shape, dtype) : Tensors.zeros(shape, dtype));
            call.accept(REFERENCE, expected);
            call.accept(KERNELS, actual);
            assertArrayEquals(
                    expected.toBytes().array(),
                    actual.toBytes().array(),
                    () -> what + " of " + dtype + ":\n" + expected + "\n" + actual);
            checks++;
        }
    }

    private void enough(int least) {
        assertTrue(checks >= least, () -> "only " + checks + " checks");
        assertEquals(0, checks % 2);
    }
}
