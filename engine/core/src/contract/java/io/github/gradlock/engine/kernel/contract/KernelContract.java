package io.github.gradlock.engine.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds a provider's kernels to the bits of the reference: every function, reduction and product of every dtype, copies, choices, gathers and
 * scatters, on odd shapes in every kind of layout, with NaN, infinities, signed zeros and subnormal numbers strewn in, at several numbers of
 * threads in turn.
 */
public abstract class KernelContract {
    private static final List<DType> ALL = List.of(DType.values());
    private static final Kernels REFERENCE = Providers.reference(1);

    private static final int BITS_STEP = 65_521;

    private final List<Kernels> kernels = new ArrayList<>();
    private int checks;
    private int turn;

    /** Returns the provider's kernels, which take every call that they know, also small ones. */
    protected abstract Kernels kernels(int threads);

    /** Returns how many multiplications a product may take, and how many elements a reduction: one that is emulated is not asked for more. */
    protected long most() {
        return Long.MAX_VALUE;
    }

    /** Returns the kernels of the next number of threads in turn: with every call at each of them this would take minutes. */
    private Kernels next() {
        if (kernels.isEmpty()) {
            for (int threads : Samples.THREADS) {
                kernels.add(kernels(threads));
            }
        }
        return kernels.get(turn++ % kernels.size());
    }

    /** Returns tensors in every layout, all finite ones first, then as many with special values: these make long sums NaN. */
    private static List<Tensor> both(Shape shape, DType dtype, long seed) {
        List<Tensor> all = new ArrayList<>(Samples.layouts(shape, dtype, seed, false));
        all.addAll(Samples.layouts(shape, dtype, seed, true));
        return all;
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(Samples.SHAPES);
        shapes.add(Shape.of(13, 131));
        shapes.add(Shape.of(3, 1055));
        return shapes;
    }

    @Test
    void unaryFunctionsHaveTheBitsOfTheReference() {
            for (Shape shape : shapes()) {
                for (DType dtype : ALL) {
                    for (Tensor x : Samples.layouts(shape, dtype, 11, true)) {
                        for (UnaryFunction function : UnaryFunction.values()) {
                            DType result = function.isPredicate() ? DType.BOOL : dtype;
                            same(function + " " + x.layout(), shape, result, (k, out) ->
                                    k.unary(function, x, out));
                        }
                    }
                }
            }
        
        enough(2000);
    }

    /** All signs and exponents, with mantissas that a step that divides nothing evenly gives. */
    @Test
    void unaryFunctionsHaveTheBitsOfTheReferenceAtEveryExponent() {
        int count = (int) ((1L << 32) / BITS_STEP);
        Tensor x = REFERENCE.zeros(Shape.of(count), DType.FLOAT32);
        float[] values = HostStorage.floats(x);
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(i * BITS_STEP);
        }
        for (UnaryFunction function : UnaryFunction.values()) {
            DType result = function.isPredicate() ? DType.BOOL : DType.FLOAT32;
            same(function + " of every exponent", x.shape(), result, (k, out) -> k.unary(function, x, out));
        }
        enough(30);
    }

    @Test
    void binaryFunctionsHaveTheBitsOfTheReference() {
            for (Shape shape : shapes()) {
                for (DType dtype : ALL) {
                    List<Tensor> right = new ArrayList<>(Samples.layouts(shape, dtype, 22, true));
                    Tensor one = Samples.random(Shape.SCALAR, dtype, 23, true);
                    right.add(one.alias(one.layout().expand(shape)));
                    List<Tensor> left = Samples.layouts(shape, dtype, 21, true);
                    for (int i = 0; i < right.size(); i++) {
                        Tensor a = left.get(i % left.size());
                        Tensor b = right.get(i);
                        for (BinaryFunction function : BinaryFunction.values()) {
                            DType result = function.isPredicate() ? DType.BOOL : dtype;
                            String what = function + " " + a.layout() + " and " + b.layout();
                            same(what, shape, result, (k, out) -> k.binary(function, a, b, out));
                            same(what, shape, result, (k, out) -> k.binary(function, b, a, out));
                        }
                    }
                }
            }
        
        enough(2000);
    }

    @Test
    void functionsInPlaceHaveTheBitsOfTheReference() {
        for (Shape shape : shapes()) {
            Kernels kernels = next();
            for (UnaryFunction function : UnaryFunction.values()) {
                if (!function.isPredicate()) {
                    Tensor x = Samples.random(shape, DType.FLOAT32, 31, true);
                    Tensor y = Samples.random(shape, DType.FLOAT32, 31, true);
                    REFERENCE.unary(function, x, x);
                    kernels.unary(function, y, y);
                    equal(function + " in place, " + shape, x, y);
                }
            }
            for (BinaryFunction function : List.of(BinaryFunction.ADD, BinaryFunction.SUB, BinaryFunction.MUL)) {
                Tensor b = Samples.random(shape, DType.FLOAT32, 32, true);
                Tensor x = Samples.random(shape, DType.FLOAT32, 33, true);
                Tensor y = Samples.random(shape, DType.FLOAT32, 33, true);
                REFERENCE.binary(function, x, b, x);
                kernels.binary(function, y, b, y);
                equal(function + " in place, " + shape, x, y);
            }
        }
        enough(100);
    }

    /** Chains at random, of functions that have loops in vectors and of all, of inputs in every layout; some reduce runs of some axes. */
    @Test
    void chainsHaveTheBitsOfTheirStepsOnTheReference() {
        Random random = new Random(81);
        List<Shape> shapes = shapes();
        // Enough columns beside one another for them to be taken together, with a rest.
        shapes.add(Shape.of(35, 19));
        for (int turn = 0; turn < 600; turn++) {
            Shape shape = shapes.get(turn % shapes.size());
            DType dtype = turn % 5 == 4 ? DType.FLOAT64 : DType.FLOAT32;
            int runAxes = shape.numel() == 0 ? 0 : random.nextInt(shape.rank() + 1);
            Chain chain = Samples.chain(random, turn % 3 == 2, runAxes > 0);
            Shape kept = Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - runAxes));
            Tensor[] inputs = new Tensor[chain.inputs()];
            for (int i = 0; i < inputs.length; i++) {
                Shape own = chain.isPerRun(i) ? kept : shape;
                List<Tensor> layouts = Samples.layouts(own, dtype, 82 + turn, turn % 2 == 0);
                Tensor one = Samples.random(Shape.SCALAR, dtype, 83 + turn, true);
                layouts.add(one.alias(one.layout().expand(own)));
                inputs[i] = layouts.get(random.nextInt(3) == 0 ? random.nextInt(layouts.size()) : 0);
            }
            Kernels kernels = next();
            Tensor[] expected = outs(chain, shape, kept, dtype, turn);
            Tensor[] actual = outs(chain, shape, kept, dtype, turn);
            REFERENCE.chain(chain, shape, runAxes, inputs, expected);
            kernels.chain(chain, shape, runAxes, inputs, actual);
            for (int i = 0; i < actual.length; i++) {
                equal("result " + i + " of chain " + chain.steps() + " of " + shape, expected[i], actual[i]);
            }
            if (runAxes == 0) {
                inPlace(kernels, chain, shape, inputs, expected);
            }
        }
        enough(800);
    }

    /** The result of the last step takes the place of the first input. */
    private void inPlace(Kernels kernels, Chain chain, Shape shape, Tensor[] inputs, Tensor... expected) {
        DType dtype = inputs[0].dtype();
        Tensor[] given = inputs.clone();
        given[0] = Tensors.zeros(shape, dtype);
        REFERENCE.copy(inputs[0], given[0]);
        Tensor[] outs = outs(chain, shape, shape, dtype, 0);
        for (int i = 0; i < outs.length; i++) {
            outs[i] = chain.isLast(chain.results().get(i)) ? given[0] : outs[i];
        }
        kernels.chain(chain, shape, 0, given, outs);
        for (int i = 0; i < outs.length; i++) {
            equal("result " + i + " in place of chain " + chain.steps() + " of " + shape, expected[i], outs[i]);
        }
    }

    /** Results that lie side by side, with gaps (turn 3 of 4), or with their axes in the reverse order (turn 1), as those of columns do. */
    private static Tensor[] outs(Chain chain, Shape shape, Shape kept, DType dtype, int turn) {
        return chain.results().stream()
                .map(result -> chain.isPerRun(result) ? kept : shape)
                .map(own -> Samples.spoil(
                        turn % 4 == 3
                                ? Samples.target(own, dtype)
                                : turn % 4 == 1 ? reversed(own, dtype) : Tensors.zeros(own, dtype)))
                .toArray(Tensor[]::new);
    }

    private static Tensor reversed(Shape shape, DType dtype) {
        int rank = shape.rank();
        int[] sizes = new int[rank];
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = shape.size(rank - 1 - i);
            order[i] = rank - 1 - i;
        }
        Tensor tensor = Tensors.zeros(Shape.of(sizes), dtype);
        return tensor.alias(tensor.layout().permute(order));
    }

    @Test
    void reductionsHaveTheBitsOfTheReference() {
        int[][] shapes = {{1}, {5}, {64}, {65}, {1000}, {1024}, {1025}, {7000}, {20_001}, {3, 2055}, {67, 131}, {4, 0}, {2, 3, 70},{70, 2100}};
            for (int[] sizes : shapes) {
                if (Shape.of(sizes).numel() > most()) {
                    continue;
                }
                for (DType dtype : ALL) {
                    for (Tensor x : both(Shape.of(sizes), dtype, 41)) {
                        for (int kept = 0; kept <= x.rank(); kept++) {
                            Shape result = Shape.of(Arrays.copyOf(sizes, kept));
                            for (ReduceFunction function : ReduceFunction.values()) {
                                DType type = function == ReduceFunction.ANY || function == ReduceFunction.ALL
                                        ? DType.BOOL
                                        : dtype;
                                same(function + " " + x.layout() + " to " + result, result, type, (k, out) ->
                                        k.reduce(function, x, out));
                            }
                        }
                    }
                }
            }
        
        enough(1000);
    }

    @Test
    void matrixProductsHaveTheBitsOfTheReference() {
        List<int[]> sizes = new ArrayList<>(List.of(Samples.PRODUCTS));
        // So small that a provider may have a way of its own: whole vectors and not, more than four rows and fewer.
        sizes.addAll(List.of(new int[][] {{1, 8, 8, 8}, {3, 5, 6, 16}, {2, 4, 12, 11}, {1, 9, 3, 32}, {4, 3, 20, 13}, {1, 2, 31, 33}}));
        // Longer than a block in k, wider than a panel, and both at once.
        sizes.addAll(List.of(new int[][] {{1, 1, 300, 600}, {1, 200, 523, 33}, {1, 7, 259, 1100}, {3, 13, 257, 47}, {1, 13, 2100, 33}, {2, 9, 1025, 1}}));
            for (int[] s : sizes) {
                if ((long) s[0] * s[1] * s[2] * s[3] > most()) {
                    continue;
                }
                for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
                    List<Tensor> left = both(Shape.of(s[0], s[1], s[2]), dtype, 51);
                    List<Tensor> right = both(Shape.of(s[0], s[2], s[3]), dtype, 52);
                    for (int i = 0; i < left.size(); i++) {
                        Tensor a = left.get(i);
                        int half = right.size() / 2;
                        // Finite ones with finite ones: a product of NaN would show nothing.
                        Tensor b = right.get(i / half * half + (i + s[1]) % half);
                        same(a.layout() + " times " + b.layout(), Shape.of(s[0], s[1], s[3]), dtype, (k, out) ->
                                k.matmul(a, b, out));
                    }
                }
            }
        
        enough(400);
    }

    /** Windows of an image, as convolutions and their derivatives multiply them, and other layouts of three dimensions. */
    @Test
    void productsWithFoldedMatricesHaveTheBitsOfTheReference() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
            for (int[] s : new int[][] {{1, 5, 7, 1, 2}, {3, 40, 9, 2, 3}, {70, 11, 13, 1, 3}, {2, 6, 6, 1, 6}, {1, 1, 1, 1, 1}, {2, 49, 50, 1, 2}, {9, 36, 38, 1, 3}}) {
                Tensor image = Samples.random(Shape.of(s[0], s[1], s[2]), dtype, 91, s[0] > 1 && s[0] < 9);
                int high = (s[1] - s[4]) / s[3] + 1;
                int wide = (s[2] - s[4]) / s[3] + 1;
                Tensor windows = image.alias(
                        Shape.of(s[0], s[4], s[4], high, wide),
                        new int[] {s[1] * s[2], s[2], 1, s[3] * s[2], s[3]},
                        0);
                folded(windows, 3);
                folded(image.alias(image.layout().narrow(1, s[1] / 2, s[1] - s[1] / 2)), 1);
                folded(windows.alias(windows.layout().permute(3, 4, 0, 1, 2)), 2);
            }
            for (Tensor x : both(Shape.of(3, 37, 5), dtype, 92)) {
                folded(x, 1);
                folded(x, 2);
            }
        }
        enough(100);
    }

    private static FoldedMatrix apart(Tensor out) {
        return new FoldedMatrix(out.alias(out.layout().transpose(0, 1)), 1);
    }

    /** On the right, on the left, and with a result whose columns are apart, as images of a batch are. */
    private void folded(Tensor x, int rowAxes) {
        FoldedMatrix matrix = new FoldedMatrix(x, rowAxes);
        int k = matrix.rows();
        int n = matrix.columns();
        int first = x.size(rowAxes);
        for (int m : new int[] {3, 6, 13, 70}) {
            if ((long) m * k * n > most()) {
                continue;
            }
            String name = m + " and " + x.layout() + ", of rows " + rowAxes;
            Tensor a = Samples.random(Shape.of(m, k), x.dtype(), 93, false);
            FoldedMatrix left = new FoldedMatrix(a, 1);
            same("product of " + name, Shape.of(m, n), x.dtype(), (kernels, out) ->
                    kernels.matmulFolded(left, matrix, new FoldedMatrix(out, 1), false));
            same("apart, product of " + name, Shape.of(first, m, n / first), x.dtype(), (kernels, out) ->
                    kernels.matmulFolded(left, matrix, apart(out), false));
            same("on the left, product of " + name, Shape.of(n, m), x.dtype(), (kernels, out) ->
                    kernels.matmulFolded(matrix.transpose(), left.transpose(), new FoldedMatrix(out, 1), false));
            same("going on, product of " + name, Shape.of(m, n), x.dtype(), (kernels, out) -> {
                kernels.fill(3, out);
                kernels.matmulFolded(left, matrix, new FoldedMatrix(out, 1), true);
            });
            same("apart and going on, product of " + name, Shape.of(first, m, n / first), x.dtype(), (kernels, out) -> {
                kernels.fill(3, out);
                kernels.matmulFolded(left, matrix, apart(out), true);
            });
        }
    }

    @Test
    void copiesHaveTheBitsOfTheReference() {
            for (Shape shape : shapes()) {
                for (DType from : ALL) {
                    for (Tensor x : Samples.layouts(shape, from, 61, true)) {
                        for (DType to : ALL) {
                            same("copy of " + from + " " + x.layout(), shape, to, (k, out) -> k.copy(x, out));
                        }
                        Tensor condition = Samples.layouts(shape, DType.BOOL, 62, false).get(0);
                        Tensor other = Samples.random(shape, from, 63, true);
                        same("where " + x.layout(), shape, from, (k, out) -> k.where(condition, x, other, out));
                    }
                }
            }
        
        enough(400);
    }

    @Test
    void poolingHasTheBitsOfTheReference() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
            for (int[] sizes : new int[][] {{7}, {3, 20}, {2, 5, 131}}) {
                Shape shape = Shape.of(sizes);
                int n = sizes[sizes.length - 1];
                Random random = new Random(n);
                for (int[] table : new int[][] {{1, 3}, {4, 9}, {9, 200}}) {
                    long[] elements = random.longs((long) table[0] * table[1], 0, n).toArray();
                    Tensor candidates = Tensors.of(elements, table);
                    int[] windows = sizes.clone();
                    windows[windows.length - 1] = table[1];
                    for (Tensor x : both(shape, dtype, 61)) {
                        Tensor[] expected = {Tensors.zeros(Shape.of(windows), dtype), Tensors.zeros(Shape.of(windows), DType.INT64)};
                        Tensor[] actual = {Samples.spoil(Samples.target(Shape.of(windows), dtype)), Samples.spoil(Samples.target(Shape.of(windows), DType.INT64))};
                        REFERENCE.maxPool(x, candidates, expected[0], expected[1]);
                        next().maxPool(x, candidates, actual[0], actual[1]);
                        equal("pooling of " + x.layout(), expected[0], actual[0]);
                        equal("indices of pooling of " + x.layout(), expected[1], actual[1]);
                    }
                }
            }
        }
        enough(200);
    }

    @Test
    void gathersAndScattersHaveTheBitsOfTheReference() {
        int rows = 7;
        for (DType dtype : ALL) {
            for (int columns : new int[] {1, 5, 70}) {
                Tensor lines = Samples.random(Shape.of(23, 1), DType.INT64, 71, false);
                long[] indices = HostStorage.longs(lines);
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = Math.floorMod(indices[i] * 5 + i, rows);
                }
                Shape shape = Shape.of(23, columns);
                Tensor repeated = lines.alias(lines.layout().expand(shape));
                Tensor each = REFERENCE.zeros(shape, DType.INT64);
                REFERENCE.copy(repeated, each);
                for (Tensor index : List.of(repeated, each)) {
                    for (Tensor x : Samples.layouts(Shape.of(rows, columns), dtype, 72, true)) {
                        same("gather " + x.layout(), shape, dtype, (k, out) -> k.gather(x, 0, index, out));
                    }
                    for (Tensor x : Samples.layouts(shape, dtype, 73, true)) {
                        for (ScatterFunction function : ScatterFunction.values()) {
                            same(function + " " + x.layout(), Shape.of(rows, columns), dtype, true, (k, out) ->
                                    k.scatter(function, x, 0, index, out));
                        }
                    }
                }
            }
        }
        enough(400);
    }

    /** One call of a kernel. */
    private interface Call {
        void run(Kernels kernels, Tensor out);
    }

    /** Makes a call on the provider and on the reference, into tensors that lie side by side and into gapped ones. */
    private void same(String what, Shape shape, DType dtype, Call call) {
        same(what, shape, dtype, false, call);
    }

    /** Makes such calls; over zeros if {@code over}. */
    private void same(String what, Shape shape, DType dtype, boolean over, Call call) {
        Kernels kernels = next();
        for (boolean gapped : new boolean[] {false, true}) {
            Tensor expected = target(shape, dtype, gapped);
            Tensor actual = target(shape, dtype, gapped);
            if (!over) {
                // What is not written shows.
                Samples.spoil(actual);
            }
            String refusal = refusal(() -> call.run(REFERENCE, expected));
            assertEquals(refusal, refusal(() -> call.run(kernels, actual)), what);
            if (refusal == null) {
                equal(what, expected, actual);
            }
        }
    }

    private static Tensor target(Shape shape, DType dtype, boolean gapped) {
        return gapped ? Samples.target(shape, dtype) : REFERENCE.zeros(shape, dtype);
    }

    private static @Nullable String refusal(Runnable call) {
        try {
            call.run();
            return null;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void equal(String what, Tensor expected, Tensor actual) {
        checks++;
        assertArrayEquals(Samples.bits(expected), Samples.bits(actual), what);
    }

    private void enough(int least) {
        assertTrue(checks >= least, () -> "only " + checks + " results were compared");
    }
}
