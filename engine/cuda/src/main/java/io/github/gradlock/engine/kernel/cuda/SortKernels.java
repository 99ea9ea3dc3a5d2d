package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Sorting of lines: elements become integers of the same order, and runs of 1, 2, 4, … are merged, all of a length at once. */
final class SortKernels {
    private static final String FAMILY = "index";

    private final Launcher launcher;

    SortKernels(Launcher launcher) {
        this.launcher = launcher;
    }

    void argSort(boolean descending, Tensor x, Tensor out) {
        if (!x.shape().equals(out.shape())) {
            throw new IllegalArgumentException("shape mismatch in argSort: " + x.shape() + " to " + out.shape());
        }
        if (x.rank() == 0) {
            argSort(
                    descending,
                    x.alias(x.layout().unsqueeze(0)),
                    out.alias(out.layout().unsqueeze(0)));
            return;
        }
        if (x.numel() == 0) {
            return;
        }
        long length = x.size(-1);
        long count = x.numel();
        Shape flat = Shape.of(x.numel());
        Tensor[] keys = {launcher.empty(flat, DType.INT64), launcher.empty(flat, DType.INT64)};
        Tensor[] indices = {launcher.empty(flat, DType.INT64), launcher.empty(flat, DType.INT64)};
        launcher.elements(
                FAMILY,
                "sort_keys_" + x.dtype(),
                count,
                new KernelArguments()
                        .add(launcher.device(), x)
                        .add(launcher.device(), keys[0])
                        .add(launcher.device(), indices[0])
                        .add(Nest.ofFirst(x.rank() - 1, x))
                        .add(length)
                        .add((long) x.stride(-1))
                        .add(descending ? 1 : 0));
        int from = 0;
        for (long run = 1; run < length; run *= 2) {
            launcher.elements(
                    FAMILY,
                    "sort_merge",
                    count,
                    new KernelArguments()
                            .add(launcher.device(), keys[from])
                            .add(launcher.device(), indices[from])
                            .add(launcher.device(), keys[1 - from])
                            .add(launcher.device(), indices[1 - from])
                            .add(count)
                            .add(length)
                            .add(run));
            from = 1 - from;
        }
        launcher.elements(
                FAMILY,
                "sort_results",
                count,
                new KernelArguments()
                        .add(launcher.device(), indices[from])
                        .add(launcher.device(), out)
                        .add(Nest.ofFirst(x.rank() - 1, out))
                        .add(length)
                        .add((long) out.stride(-1)));
    }
}
