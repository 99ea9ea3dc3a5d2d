package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Checks the results of a kernel for block after block of binary32 numbers; belongs to one thread. */
abstract class Verifier {
    private final Kernels kernels;
    private final UnaryFunction function;
    private final Tensor input = Tensors.zeros(DType.FLOAT32, Estimate.BLOCK);
    private final Tensor output = Tensors.zeros(DType.FLOAT32, Estimate.BLOCK);
    final float[] x = HostStorage.floats(input);
    private final float[] y = HostStorage.floats(output);
    private final Wrong wrong;
    private long digest;

    /** Hears of each result that is not the correctly rounded one. */
    interface Wrong {
        void found(float x, float actual, float expected);
    }

    Verifier(Kernels kernels, UnaryFunction function, Wrong wrong) {
        this.kernels = kernels;
        this.function = function;
        this.wrong = wrong;
    }

    /** Makes a verifier for a function, or says that there is none. */
    static Verifier of(Kernels kernels, UnaryFunction function, Wrong wrong) {
        for (Definition definition : Definition.values()) {
            if (definition.function() == function) {
                return new RoundedVerifier(kernels, definition, wrong);
            }
        }
        return new ExactVerifier(kernels, Exact.valueOf(function.name()), wrong);
    }

    /** Checks the numbers whose bits begin with {@code first}, a multiple of the block. */
    final void check(int first) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(first + i);
        }
        kernels.unary(function, input, output);
        corrupt(y);
        long sum = digest;
        for (float value : y) {
            sum = sum * 0x5851f42d4c957f2dL + Float.floatToIntBits(value);
        }
        digest = sum;
        judge(first);
    }

    /** Lets a test see that wrong results are found. */
    void corrupt(float[] results) {}

    /** Compares each result of the block with what it should be. */
    abstract void judge(int first);

    /** Returns how many results took high precision to judge. */
    long decided() {
        return 0;
    }

    /** Returns and restarts a hash over the results: another one tells that they differ. */
    final long takeDigest() {
        long result = digest;
        digest = 0;
        return result;
    }

    final void compare(int i, float expected) {
        if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(expected)) {
            wrong.found(x[i], y[i], expected);
        }
    }

    final void compareAll(float expected) {
        for (int i = 0; i < y.length; i++) {
            compare(i, expected);
        }
    }
}
