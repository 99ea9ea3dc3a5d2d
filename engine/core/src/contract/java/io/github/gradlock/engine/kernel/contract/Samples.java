package io.github.gradlock.engine.kernel.contract;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Tensors that kernels find hard: odd shapes in every kind of layout, with special values strewn in. */
public final class Samples {
    /** Numbers of threads that divide work evenly, unevenly and not at all. */
    public static final int[] THREADS = {1, 2, 3, 7};

    /** Shapes with no, one and several dimensions, also without elements. */
    public static final List<Shape> SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(1),
            Shape.of(5),
            Shape.of(0),
            Shape.of(3, 0, 2),
            Shape.of(7, 3),
            Shape.of(2, 3, 5),
            Shape.of(1, 4, 1, 3));

    /** Products: matrices, rows, inner length and columns of each, also without elements. */
    public static final int[][] PRODUCTS = {
        {1, 1, 1, 1},
        {1, 3, 5, 7},
        {1, 33, 17, 65},
        {3, 4, 9, 2},
        {5, 1, 40, 1},
        {2, 3, 0, 4},
        {1, 0, 3, 2},
        {0, 2, 3, 2},
        {2, 70, 31, 45},
        {1, 2, 3, 0}
    };

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.5,
        -2.5,
        1e-40,
        -1e-45,
        5e-324,
        3e38,
        1e300,
        2,
        3
    };

    private static final int COMMON_UNARY = 11;
    private static final int COMMON_BINARY = 7;

    private static final List<UnaryFunction> UNARY = List.of(
            UnaryFunction.EXP,
            UnaryFunction.LOG,
            UnaryFunction.TANH,
            UnaryFunction.SIGMOID,
            UnaryFunction.ERF,
            UnaryFunction.RSQRT,
            UnaryFunction.NEG,
            UnaryFunction.ABS,
            UnaryFunction.RELU,
            UnaryFunction.RECIPROCAL,
            UnaryFunction.SQRT,
            UnaryFunction.SIN,
            UnaryFunction.LOG1P,
            UnaryFunction.SIGN,
            UnaryFunction.FLOOR);

    private static final List<ReduceFunction> REDUCE =
            List.of(ReduceFunction.SUM, ReduceFunction.MAX, ReduceFunction.MIN);

    private static final List<BinaryFunction> BINARY = List.of(
            BinaryFunction.ADD,
            BinaryFunction.SUB,
            BinaryFunction.MUL,
            BinaryFunction.DIV,
            BinaryFunction.MAXIMUM,
            BinaryFunction.MINIMUM,
            BinaryFunction.GATE,
            BinaryFunction.POW,
            BinaryFunction.REMAINDER,
            BinaryFunction.HYPOT);

    private Samples() {}

    /** Returns a contiguous tensor; one element in three is a special value if {@code special}. */
    public static Tensor random(Shape shape, DType dtype, long seed, boolean special) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor result = Tensors.zeros(shape, dtype);
        for (int i = 0; i < shape.numel(); i++) {
            double value = special && random.nextInt(3) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextDouble(-3, 3);
            switch (dtype) {
                case FLOAT32 -> HostStorage.floats(result)[i] = (float) value;
                case FLOAT64 -> HostStorage.doubles(result)[i] = value;
                case INT64 ->
                    HostStorage.longs(result)[i] =
                            special && random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(-4, 5);
                case BOOL -> HostStorage.bools(result)[i] = (byte) random.nextInt(2);
            }
        }
        return result;
    }

    /** Returns tensors of one shape in several layouts: contiguous, offset, gapped, transposed, broadcast, flipped. */
    public static List<Tensor> layouts(Shape shape, DType dtype, long seed, boolean special) {
        List<Tensor> result = new ArrayList<>();
        result.add(random(shape, dtype, seed, special));
        if (shape.rank() == 0) {
            Tensor line = random(Shape.of(3), dtype, seed, special);
            result.add(line.alias(line.layout().select(0, 2)));
            return result;
        }
        int[] wide = Arrays.stream(shape.sizes()).map(size -> 2 * size + 1).toArray();
        Tensor wider = random(Shape.of(wide), dtype, seed + 1, special);
        Layout gapped = wider.layout();
        for (int i = 0; i < shape.rank(); i++) {
            gapped = gapped.slice(i, 1, 2 * shape.size(i) + 1, 2, false);
        }
        result.add(wider.alias(gapped));
        int[] reversed = new int[shape.rank()];
        int[] dims = new int[shape.rank()];
        for (int i = 0; i < dims.length; i++) {
            reversed[i] = shape.size(-1 - i);
            dims[i] = dims.length - 1 - i;
        }
        Tensor transposed = random(Shape.of(reversed), dtype, seed + 2, special);
        result.add(transposed.alias(transposed.layout().permute(dims)));
        int[] narrow = shape.sizes();
        narrow[0] = 1;
        Tensor row = random(Shape.of(narrow), dtype, seed + 3, special);
        result.add(row.alias(row.layout().expand(shape)));
        Tensor plain = random(shape, dtype, seed + 4, special);
        result.add(plain.alias(plain.layout().flip(dims)));
        return result;
    }

    /**
     * Returns a chain of up to nine steps, of up to three inputs and three constants, of which some results are wanted.
     *
     * @param all whether its functions are any, or only those that providers are likely to have
     * @param reduces whether steps may reduce runs, and inputs but the first be one number of a run
     */
    public static Chain chain(RandomGenerator random, boolean all, boolean reduces) {
        List<Boolean> perRun = new ArrayList<>(List.of(false));
        for (int more = random.nextInt(3); more > 0; more--) {
            perRun.add(reduces && random.nextInt(3) == 0);
        }
        Chain.Builder builder = new Chain.Builder(perRun);
        List<Integer> operands = new ArrayList<>(List.of(builder.constant(0.5), builder.constant(-1.7)));
        if (reduces) {
            operands.add(builder.length());
        }
        for (int i = 0; i < perRun.size(); i++) {
            operands.add(i);
        }
        List<Integer> results = new ArrayList<>();
        for (int steps = 1 + random.nextInt(9); steps > 0; steps--) {
            int a = operands.get(random.nextInt(operands.size()));
            // So that steps are used, some more than once.
            int b = operands.get(operands.size() - 1 - random.nextInt(2));
            int step;
            if (reduces && random.nextInt(4) == 0) {
                step = builder.reduce(REDUCE.get(random.nextInt(REDUCE.size())), b);
            } else if (random.nextBoolean()) {
                step = builder.unary(UNARY.get(random.nextInt(all ? UNARY.size() : COMMON_UNARY)), b);
            } else {
                step = builder.binary(BINARY.get(random.nextInt(all ? BINARY.size() : COMMON_BINARY)), a, b);
            }
            operands.add(step);
            if (steps == 1 || random.nextInt(4) == 0) {
                results.add(step);
            }
        }
        return builder.build(results.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Returns a tensor to write to, gapped and offset, so that a kernel that ignores strides is found out. */
    public static Tensor target(Shape shape, DType dtype) {
        if (shape.rank() == 0) {
            Tensor line = Tensors.zeros(Shape.of(3), dtype);
            return line.alias(line.layout().select(0, 1));
        }
        int[] wide = shape.sizes();
        wide[wide.length - 1] = 2 * wide[wide.length - 1] + 1;
        Tensor wider = Tensors.zeros(Shape.of(wide), dtype);
        return wider.alias(wider.layout().slice(-1, 1, wide[wide.length - 1], 2, false));
    }

    /** Fills a tensor with what no kernel gives: who leaves an element unwritten is found out. */
    public static Tensor spoil(Tensor x) {
        switch (x.dtype()) {
            case FLOAT32, FLOAT64 -> Providers.reference(1).fill(-123.456, x);
            case INT64 -> Providers.reference(1).fill(Long.MIN_VALUE + 5, x);
            case BOOL -> Arrays.fill(HostStorage.bools(x), (byte) 0x55);
        }
        return x;
    }

    /** Returns the elements in row-major order as bits, NaN canonical, whatever the dtype. */
    public static long[] bits(Tensor x) {
        long[] result = new long[x.numel()];
        switch (x.dtype()) {
            case FLOAT32 -> {
                float[] values = x.toFloatArray();
                Arrays.setAll(result, i -> Float.floatToRawIntBits(values[i]));
            }
            case FLOAT64 -> {
                double[] values = x.toDoubleArray();
                Arrays.setAll(result, i -> Double.doubleToRawLongBits(values[i]));
            }
            case INT64 -> System.arraycopy(x.toLongArray(), 0, result, 0, result.length);
            case BOOL -> {
                boolean[] values = x.toBooleanArray();
                Arrays.setAll(result, i -> values[i] ? 1 : 0);
            }
        }
        return result;
    }

    /** Returns the elements widened to binary64; exact but for large int64. */
    public static double[] values(Tensor x) {
        long[] bits = bits(x);
        double[] result = new double[bits.length];
        Arrays.setAll(result, i -> switch (x.dtype()) {
            case FLOAT32 -> Float.intBitsToFloat((int) bits[i]);
            case FLOAT64 -> Double.longBitsToDouble(bits[i]);
            default -> bits[i];
        });
        return result;
    }

    /** Returns the bits of a value rounded to a floating dtype, NaN canonical. */
    public static long rounded(double value, DType dtype) {
        return dtype == DType.FLOAT32 ? Float.floatToIntBits((float) value) : Double.doubleToLongBits(value);
    }
}
