package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Compares the vector kernels' functions of one binary32 with the reference's for all 4,294,967,296 inputs; {@code ci/check-float32 --vectors}
 * runs it. That the reference is right is what the rest of that script proves.
 */
final class CheckVectorFunctions {
    private static final int SLICE_BITS = 20;

    private CheckVectorFunctions() {}

    /**
     * Checks functions, and ends the process with 1 if a result differs.
     *
     * @param args names of functions; none for all that have a loop
     */
    public static void main(String[] args) {
        List<UnaryFunction> functions = Arrays.stream(UnaryFunction.values())
                .filter(function -> FloatFunctions.of(function) != null)
                .filter(function -> args.length == 0
                        || Arrays.asList(args).contains(function.name().toLowerCase(Locale.ROOT)))
                .toList();
        boolean wrong = functions.isEmpty();
        for (UnaryFunction function : functions) {
            AtomicLong different = new AtomicLong();
            long begun = System.nanoTime();
            IntStream.range(0, 1 << 32 - SLICE_BITS)
                    .parallel()
                    .forEach(slice -> different.addAndGet(slice(function, slice)));
            System.out.printf(
                    "%-12s 4294967296 inputs, %d differ, %d s, vectors of %d bits%n",
                    function,
                    different.get(),
                    (System.nanoTime() - begun) / 1_000_000_000,
                    Lanes.FLOATS.vectorBitSize());
            wrong |= different.get() > 0;
        }
        System.exit(wrong ? 1 : 0);
    }

    private static long slice(UnaryFunction function, int slice) {
        Tensor x = Tensors.zeros(Shape.of(1 << SLICE_BITS), DType.FLOAT32);
        float[] values = HostStorage.floats(x);
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(slice << SLICE_BITS | i);
        }
        int[] expected = results(Providers.reference(1), function, x);
        int[] actual = results(new VectorKernels(1, 0), function, x);
        return IntStream.range(0, values.length)
                .filter(i -> expected[i] != actual[i])
                .count();
    }

    /** Returns the bits of the results, every NaN the canonical one. */
    private static int[] results(Kernels kernels, UnaryFunction function, Tensor x) {
        Tensor out = kernels.zeros(x.shape(), DType.FLOAT32);
        kernels.unary(function, x, out);
        int[] bits = new int[x.numel()];
        float[] values = HostStorage.floats(out);
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        return bits;
    }
}
