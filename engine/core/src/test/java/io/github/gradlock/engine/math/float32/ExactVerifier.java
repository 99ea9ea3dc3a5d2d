package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;

/** Checks a function that rounds nothing. */
final class ExactVerifier extends Verifier {
    private final Exact exact;

    ExactVerifier(Kernels kernels, Exact exact, Wrong wrong) {
        super(kernels, UnaryFunction.valueOf(exact.name()), wrong);
        this.exact = exact;
    }

    @Override
    void judge(int first) {
        for (int i = 0; i < x.length; i++) {
            compare(i, exact.of(x[i]));
        }
    }
}
