package io.github.gradlock.engine.kernel.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.kernel.cuda.emulator.EmulatedDevice;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.math.CudaTables;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped PTX, executed by the emulator, gives the bits of the reference: on odd shapes and layouts, with NaN, infinities and subnormal numbers. */
class CudaKernelsTests {
    private static final Kernels REFERENCE = Providers.reference(1);
    private static final Kernels KERNELS = new ThroughDevice(new EmulatedDevice(ShippedPtx::text, 1L << 30, null));
    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(37), Shape.of(3, 70), Shape.of(2, 3, 5));
    private static final List<DType> NUMBERS = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64);

    private static final Map<String, PtxModule> MODULES = new HashMap<>();

    private int checks;

    private static boolean exists(String family, Enum<?> function, DType dtype) {
        return Stream.of(family, "functions", "trigonometric", "powers", "special")
                .anyMatch(module -> exists(module, family, function, dtype));
    }

    private static boolean exists(String module, String family, Enum<?> function, DType dtype) {
        return MODULES.computeIfAbsent(module, name -> PtxModule.parse(ShippedPtx.text(name)))
                .function(family + "_" + function.name().toLowerCase(Locale.ROOT) + "_" + dtype)
                .isPresent();
    }

    @Test
    void functionsOfOneElement() {
        for (UnaryFunction function : UnaryFunction.values()) {
            for (DType dtype : DType.values()) {
                if (!exists("unary", function, dtype)) {
                    continue;
                }
                for (Shape shape : SHAPES) {
                    for (Tensor x : Samples.layouts(shape, dtype, 11, true)) {
                        same(
                                function + " of " + x.layout(),
                                shape,
                                function.isPredicate() ? DType.BOOL : dtype,
                                (k, out) -> k.unary(function, x, out));
                    }
                }
            }
        }
        enough(1000);
    }

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
    void functionsOfTwoElements() {
        for (BinaryFunction function : BinaryFunction.values()) {
            for (DType dtype : DType.values()) {
                if (!exists("binary", function, dtype)) {
                    continue;
                }
                for (Shape shape : SHAPES) {
                    List<Tensor> left = Samples.layouts(shape, dtype, 21, true);
                    for (int i = 0; i < left.size(); i++) {
                        Tensor a = left.get(i);
                        Tensor b = divisor(
                                function,
                                Samples.layouts(shape, dtype, 22, true).get((i + 1) % left.size()));
                        same(
                                function + " of " + a.layout() + " and " + b.layout(),
                                shape,
                                function.isPredicate() ? DType.BOOL : dtype,
                                (k, out) -> k.binary(function, a, b, out));
                    }
                }
            }
        }
        enough(1000);
    }

    /** Integers are not divided by zero. */
    private static Tensor divisor(BinaryFunction function, Tensor b) {
        boolean divides =
                switch (function) {
                    case DIV, FLOOR_DIVIDE, REMAINDER, FMOD -> b.dtype() == DType.INT64;
                    default -> false;
                };
        if (!divides) {
            return b;
        }
        long[] values = b.toLongArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 ? -1 : values[i];
        }
        return Tensors.of(values, values.length).alias(b.shape(), b.shape().contiguousStrides(), 0);
    }

    @Test
    void copiesAndChoices() {
        for (Shape shape : SHAPES) {
            for (DType from : DType.values()) {
                for (Tensor x : Samples.layouts(shape, from, 61, true)) {
                    for (DType to : DType.values()) {
                        same("copy of " + from + " " + x.layout() + " to " + to, shape, to, (k, out) -> k.copy(x, out));
                    }
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
        enough(400);
    }

    @Test
    void reductions() {
        for (int[] sizes : new int[][] {{1}, {5}, {64}, {65}, {3100}, {2, 1055}, {17, 31}, {4, 0}, {2, 3, 70}}) {
            for (DType dtype : DType.values()) {
                for (boolean special : new boolean[] {false, true}) {
                    for (Tensor x : Samples.layouts(Shape.of(sizes), dtype, 41, special)) {
                        for (int kept = 0; kept <= (x.numel() > 1000 ? x.rank() - 1 : x.rank()); kept++) {
                            Shape result = Shape.of(Arrays.copyOf(sizes, kept));
                            boolean empty = x.numel() == 0 && result.numel() > 0;
                            for (ReduceFunction function : ReduceFunction.values()) {
                                boolean truth = function == ReduceFunction.ANY || function == ReduceFunction.ALL;
                                boolean extremum = function == ReduceFunction.MAX || function == ReduceFunction.MIN;
                                if (empty && extremum || dtype == DType.BOOL && !truth && !extremum) {
                                    continue;
                                }
                                same(
                                        function + " of " + x.layout() + " to " + result,
                                        result,
                                        truth ? DType.BOOL : dtype,
                                        (k, out) -> k.reduce(function, x, out));
                            }
                        }
                    }
                }
            }
        }
        enough(500);
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
    void products() {
        for (int[] s : new int[][] {{1, 1, 1, 1}, {2, 5, 3, 7}, {1, 17, 33, 18}, {3, 4, 0, 5}, {1, 40, 50, 20}}) {
            for (DType dtype : NUMBERS) {
                for (boolean special : new boolean[] {false, true}) {
                    List<Tensor> left = Samples.layouts(Shape.of(s[0], s[1], s[2]), dtype, 51, special);
                    List<Tensor> right = Samples.layouts(Shape.of(s[0], s[2], s[3]), dtype, 52, special);
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
        }
        enough(80);
    }

    @Test
    void productsWithWindowsOfAnImage() {
        Tensor image = Samples.random(Shape.of(3, 9, 10), DType.FLOAT32, 91, false);
        Tensor windows = image.alias(Shape.of(3, 2, 2, 8, 9), new int[] {90, 10, 1, 10, 1}, 0);
        FoldedMatrix matrix = new FoldedMatrix(windows, 3);
        Tensor a = Samples.random(Shape.of(6, matrix.rows()), DType.FLOAT32, 93, false);
        for (boolean goesOn : new boolean[] {false, true}) {
            same("windows", Shape.of(6, matrix.columns()), DType.FLOAT32, (k, out) -> {
                k.fill(3, out);
                k.matmulFolded(new FoldedMatrix(a, 1), matrix, new FoldedMatrix(out, 1), goesOn);
            });
        }
        enough(4);
    }

    @Test
    void gathersAndScatters() {
        for (DType dtype : DType.values()) {
            for (int columns : new int[] {1, 5, 40}) {
                long[] indices = new long[23 * columns];
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = i * 7919L % 7;
                }
                Tensor index = Tensors.of(indices, 23, columns);
                for (Tensor x : Samples.layouts(Shape.of(7, columns), dtype, 72, true)) {
                    same(
                            "gather of " + x.layout(),
                            Shape.of(23, columns),
                            dtype,
                            (k, out) -> k.gather(x, 0, index, out));
                }
                for (Tensor x : Samples.layouts(Shape.of(23, columns), dtype, 73, true)) {
                    for (ScatterFunction function : ScatterFunction.values()) {
                        if (dtype != DType.BOOL || function == ScatterFunction.SET) {
                            same(function + " of " + x.layout(), Shape.of(7, columns), dtype, (k, out) -> {
                                k.fill(1, out);
                                k.scatter(function, x, 0, index, out);
                            });
                        }
                    }
                }
            }
        }
        enough(200);
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
