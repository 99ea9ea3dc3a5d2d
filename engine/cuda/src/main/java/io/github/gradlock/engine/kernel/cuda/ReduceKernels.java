package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/** Reductions of trailing axes, indices of extrema, and running reductions. */
final class ReduceKernels {
    /** As {@code LANES} in {@code reduce.cu}. */
    private static final int LANES = 64;

    private final Launcher launcher;

    ReduceKernels(Launcher launcher) {
        this.launcher = launcher;
    }

    void reduce(ReduceFunction function, Tensor x, Tensor out) {
        Runs runs = Runs.of(x, out);
        if (runs.run().size() == 0
                && (function == ReduceFunction.MAX || function == ReduceFunction.MIN)
                && runs.starts().size() > 0) {
            throw new IllegalArgumentException(function.name().toLowerCase(Locale.ROOT)
                    + " of an empty run has no value: shape " + x.shape() + " reduced to " + out.shape());
        }
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), x)
                .add(launcher.device(), out)
                .add(runs.starts())
                .add(runs.run());
        boolean bool = x.dtype() == DType.BOOL;
        if (bool && (function == ReduceFunction.SUM || function == ReduceFunction.PROD)) {
            throw new IllegalArgumentException(function + " is not defined for bool");
        }
        String kind;
        String rest;
        if (function == ReduceFunction.ANY || function == ReduceFunction.ALL || bool) {
            boolean all = function == ReduceFunction.ALL || function == ReduceFunction.MIN;
            arguments.add(all ? 1 : 0);
            kind = "truth";
            rest = "_" + x.dtype();
        } else {
            kind = "reduce";
            rest = Launcher.name("", function, x.dtype());
        }
        // A block of threads for a run of few elements would wait most of its time.
        if (runs.run().size() <= LANES) {
            launcher.elements("reduce", kind + "_short" + rest, runs.starts(), arguments);
        } else {
            launcher.runs("reduce", kind + rest, runs.starts().size(), LANES, arguments);
        }
    }

    void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        if (function != ReduceFunction.MAX && function != ReduceFunction.MIN) {
            throw new IllegalArgumentException("argReduce wants MAX or MIN, got " + function);
        }
        if (x.rank() == 0) {
            argReduce(function, x.alias(x.layout().unsqueeze(0)), out);
            return;
        }
        if (x.size(-1) == 0 && out.numel() > 0) {
            throw new IllegalArgumentException("argReduce of an empty axis has no value: shape " + x.shape());
        }
        Nest lines = Nest.ofFirst(x.rank() - 1, x, out);
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), x)
                .add(launcher.device(), out)
                .add(lines)
                .add((long) x.size(-1))
                .add((long) x.stride(-1))
                .add(function == ReduceFunction.MAX ? 1 : 0);
        launcher.runs("reduce", "arg_" + x.dtype(), lines.size(), LANES, arguments);
    }

    void scan(ReduceFunction function, Tensor x, Tensor out) {
        if (x.rank() == 0) {
            scan(
                    function,
                    x.alias(x.layout().unsqueeze(0)),
                    out.alias(out.layout().unsqueeze(0)));
            return;
        }
        if (x.dtype() == DType.BOOL || function == ReduceFunction.ANY || function == ReduceFunction.ALL) {
            throw new IllegalArgumentException("a running " + function + " is not defined for " + x.dtype());
        }
        Nest lines = Nest.ofFirst(x.rank() - 1, x, out);
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), x)
                .add(launcher.device(), out)
                .add(lines)
                .add((long) x.size(-1))
                .add((long) x.stride(-1))
                .add((long) out.stride(-1));
        launcher.elements("reduce", Launcher.name("scan", function, x.dtype()), lines, arguments);
    }
}
