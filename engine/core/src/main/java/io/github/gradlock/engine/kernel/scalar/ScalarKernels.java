package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** The reference kernels: they define the bits that every provider gives. One class a family does the work. */
public final class ScalarKernels implements Kernels {
    private final CopyKernels copies;
    private final UnaryKernels unaries;
    private final BinaryKernels binaries;
    private final ReduceKernels reductions;
    private final ScanKernels scans;
    private final MatmulKernels products;
    private final IndexKernels indices;
    private final SortKernels sorts;
    private final RandomKernels random;

    /** Creates kernels that use at most so many threads; their number never changes a bit. */
    public ScalarKernels(int threads) {
        Workers workers = new Workers(threads);
        copies = new CopyKernels(workers);
        unaries = new UnaryKernels(workers);
        binaries = new BinaryKernels(workers);
        reductions = new ReduceKernels(workers);
        scans = new ScanKernels(workers);
        products = new MatmulKernels(workers);
        indices = new IndexKernels(workers);
        sorts = new SortKernels(workers);
        random = new RandomKernels(workers);
    }

    @Override
    public Tensor zeros(Shape shape, DType dtype) {
        return Tensor.wrap(HostStorage.allocate(dtype, shape.numel()), shape);
    }

    @Override
    public Tensor empty(Shape shape, DType dtype) {
        return Tensor.wrap(HostStorage.allocateToBeWritten(dtype, shape.numel()), shape);
    }

    @Override
    public void fill(Number value, Tensor out) {
        copies.fill(value, out);
    }

    @Override
    public void arange(Number start, Number step, Tensor out) {
        copies.arange(start, step, out);
    }

    @Override
    public void copy(Tensor x, Tensor out) {
        copies.copy(x, out);
    }

    @Override
    public void unary(UnaryFunction function, Tensor x, Tensor out) {
        unaries.unary(function, x, out);
    }

    @Override
    public void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        binaries.binary(function, a, b, out);
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        copies.where(condition, a, b, out);
    }

    @Override
    public void reduce(ReduceFunction function, Tensor x, Tensor out) {
        reductions.reduce(function, x, out);
    }

    @Override
    public void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        scans.argReduce(function, x, out);
    }

    @Override
    public void scan(ReduceFunction function, Tensor x, Tensor out) {
        scans.scan(function, x, out);
    }

    @Override
    public void matmul(Tensor a, Tensor b, Tensor out) {
        products.matmul(a, b, out);
    }

    @Override
    public void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        products.matmulFolded(a, b, out, goesOn);
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
        sorts.argSort(descending, x, out);
    }

    @Override
    public void uniform(long seed, long stream, Tensor out) {
        random.uniform(seed, stream, out);
    }
}
