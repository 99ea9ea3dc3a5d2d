package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Numbers;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Kernels on a device, for tensors that lie there. */
final class CudaKernels implements Kernels {
    private final Launcher launcher;
    private final ReduceKernels reductions;
    private final MatmulKernels products;
    private final IndexKernels indices;
    private final SortKernels sorting;
    private final Definitions definitions;

    CudaKernels(PtxDevice device) {
        launcher = new Launcher(device);
        reductions = new ReduceKernels(launcher);
        products = new MatmulKernels(launcher);
        indices = new IndexKernels(launcher);
        sorting = new SortKernels(launcher);
        definitions = new Definitions();
    }

    @Override
    public Device device() {
        return launcher.device();
    }

    @Override
    public Tensor zeros(Shape shape, DType dtype) {
        Tensor zeros = empty(shape, dtype);
        fill(0, zeros);
        return zeros;
    }

    @Override
    public Tensor empty(Shape shape, DType dtype) {
        return launcher.empty(shape, dtype);
    }

    @Override
    public void fill(Number value, Tensor out) {
        Nest nest = Nest.of(out);
        KernelArguments arguments =
                new KernelArguments().add(launcher.device(), out).add(nest);
        switch (out.dtype()) {
            case FLOAT32 -> arguments.add(Numbers.toFloat(value));
            case FLOAT64 -> arguments.add(value.doubleValue());
            case INT64 -> arguments.add(value.longValue());
            case BOOL -> arguments.add((byte) (value.doubleValue() != 0 ? 1 : 0));
        }
        launcher.elements("move", "fill_" + out.dtype(), nest, arguments);
    }

    @Override
    public void arange(Number start, Number step, Tensor out) {
        if (out.dtype() == DType.BOOL) {
            throw new IllegalArgumentException("arange has no bool result");
        }
        Nest nest = Nest.of(out);
        KernelArguments arguments =
                new KernelArguments().add(launcher.device(), out).add(nest);
        if (out.dtype() == DType.INT64) {
            arguments.add(start.longValue()).add(step.longValue());
        } else {
            arguments.add(start.doubleValue()).add(step.doubleValue());
        }
        launcher.elements("move", "arange_" + out.dtype(), nest, arguments);
    }

    @Override
    public void copy(Tensor x, Tensor out) {
        Nest nest = Nest.of(x, out);
        launcher.elements(
                "move",
                "copy_" + x.dtype() + "_" + out.dtype(),
                nest,
                pointers(x, out).add(nest));
    }

    @Override
    public void unary(UnaryFunction function, Tensor x, Tensor out) {
        definitions.check(function, x.dtype());
        Nest nest = Nest.of(x, out);
        launcher.elements(
                family(function),
                Launcher.name("unary", function, x.dtype()),
                nest,
                pointers(x, out).add(nest));
    }

    @Override
    public void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        definitions.check(function, a.dtype());
        if (a.dtype() == DType.INT64 && divides(function)) {
            refuseZeros(b);
        }
        Nest nest = Nest.of(a, b, out);
        launcher.elements(
                family(function, a.dtype()),
                Launcher.name("binary", function, a.dtype()),
                nest,
                pointers(a, b, out).add(nest));
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        Nest nest = Nest.of(condition, a, b, out);
        launcher.elements(
                "move",
                "where_" + out.dtype(),
                nest,
                pointers(condition, a, b, out).add(nest));
    }

    @Override
    public void reduce(ReduceFunction function, Tensor x, Tensor out) {
        reductions.reduce(function, x, out);
    }

    @Override
    public void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        reductions.argReduce(function, x, out);
    }

    @Override
    public void scan(ReduceFunction function, Tensor x, Tensor out) {
        reductions.scan(function, x, out);
    }

    @Override
    public void matmul(Tensor a, Tensor b, Tensor out) {
        products.multiply(new MatrixBatch(a, b, out), a, b, out, false);
    }

    @Override
    public void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        products.multiply(new MatrixBatch(a, b, out), a.tensor(), b.tensor(), out.tensor(), goesOn);
    }

    @Override
    public void gather(Tensor x, int axis, Tensor index, Tensor out) {
        indices.gather(x, axis, index, out);
    }

    @Override
    public void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out) {
        indices.scatter(function, x, axis, index, out);
    }

    @Override
    public void argSort(boolean descending, Tensor x, Tensor out) {
        sorting.argSort(descending, x, out);
    }

    @Override
    public void uniform(long seed, long stream, Tensor out) {
        if (!out.dtype().isFloating()) {
            throw new IllegalArgumentException("uniform samples are floating, not " + out.dtype());
        }
        Nest nest = Nest.of(out);
        launcher.elements(
                "index",
                "uniform_" + out.dtype(),
                nest,
                pointers(out).add(nest).add(seed).add(stream));
    }

    private static boolean divides(BinaryFunction function) {
        return switch (function) {
            case DIV, FLOOR_DIVIDE, REMAINDER, FMOD -> true;
            default -> false;
        };
    }

    /** A kernel cannot throw: what no integer is divided by is looked for before. */
    private void refuseZeros(Tensor divisor) {
        Tensor zero = empty(divisor.shape(), DType.BOOL);
        unary(UnaryFunction.LOGICAL_NOT, divisor, zero);
        Tensor any = empty(Shape.SCALAR, DType.BOOL);
        reduce(ReduceFunction.ANY, zero, any);
        if (any.item() != 0) {
            throw new ArithmeticException("int64 division by zero");
        }
    }

    /** Functions that are not exact are a module of their own, which is larger than the others. */
    private static String family(UnaryFunction function) {
        return switch (function) {
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, SQRT, RECIPROCAL, RELU, LOGICAL_NOT, IS_NAN, IS_FINITE ->
                "unary";
            case SIN, COS, TAN, ASIN, ACOS, ATAN -> "trigonometric";
            case ERF, ERFC, ERFINV, LGAMMA, DIGAMMA -> "special";
            case EXP2, LOG2 -> "powers";
            default -> "functions";
        };
    }

    private static String family(BinaryFunction function, DType dtype) {
        return switch (function) {
            // An integer power is exact.
            case POW -> dtype == DType.INT64 ? "binary" : "powers";
            case ATAN2, HYPOT -> "powers";
            case POLYGAMMA -> "special";
            default -> "binary";
        };
    }

    private KernelArguments pointers(Tensor... tensors) {
        KernelArguments arguments = new KernelArguments();
        for (Tensor tensor : tensors) {
            arguments.add(launcher.device(), tensor);
        }
        return arguments;
    }
}
