package io.github.gradlock.suite.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds results against PyTorch's: shapes and dtypes equal, elements within {@code atol + rtol·|expected|}. */
final class Agreement {
    private final Tolerance tolerance;

    Agreement(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    void require(ReferenceCase.Result expected, ReferenceCase.Result found) {
        assertEquals(expected.outputs().size(), found.outputs().size(), "number of outputs");
        for (int i = 0; i < expected.outputs().size(); i++) {
            requireClose(
                    "output " + i, expected.outputs().get(i), found.outputs().get(i));
        }
        requireAll("gradient ", expected.grads(), found.grads());
        requireAll("second-order gradient ", expected.grads2(), found.grads2());
    }

    /** PyTorch says null or zeros for the same thing, depending on how an op is written; so do we. */
    private void requireAll(String what, List<@Nullable Tensor> expected, List<@Nullable Tensor> found) {
        assertEquals(expected.size(), found.size(), "number of results: " + what);
        for (int i = 0; i < expected.size(); i++) {
            Tensor theirs = expected.get(i);
            Tensor ours = found.get(i);
            if (theirs != null && ours != null) {
                requireClose(what + i, theirs, ours);
            } else {
                requireZero(what + i, theirs);
                requireZero(what + i, ours);
            }
        }
    }

    private static void requireZero(String what, @Nullable Tensor tensor) {
        if (tensor != null) {
            for (double value : tensor.toDoubleArray()) {
                assertEquals(0, Math.abs(value), what);
            }
        }
    }

    private void requireClose(String what, Tensor expected, Tensor found) {
        assertEquals(expected.shape(), found.shape(), "shape of " + what);
        assertEquals(expected.dtype(), found.dtype(), "dtype of " + what);
        double[] theirs = expected.to(DType.FLOAT64).detach().toDoubleArray();
        double[] ours = found.to(DType.FLOAT64).detach().toDoubleArray();
        for (int i = 0; i < theirs.length; i++) {
            if (!tolerance.allows(theirs[i], ours[i])) {
                fail(what + " at element " + i + ": PyTorch " + theirs[i] + ", here " + ours[i] + ", more than "
                        + tolerance + " apart");
            }
        }
    }
}
