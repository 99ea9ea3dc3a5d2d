package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.cuda.device.DeviceStorage;
import io.github.gradlock.engine.kernel.cuda.device.PtxDevice;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Storage;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Takes tensors of the host to a device, computes there, and brings the results back: so a test can hold both to the same bits. */
final class ThroughDevice implements Kernels {
    private final PtxDevice device;
    private final Kernels kernels;

    ThroughDevice(PtxDevice device) {
        this.device = device;
        this.kernels = new CudaKernels(device);
    }

    /** Runs a call with copies of tensors; what shares a storage shares its copy, and that of a result comes back. */
    private void run(Tensor out, Consumer<UnaryOperator<Tensor>> call) {
        Map<Storage, Tensor> copies = new IdentityHashMap<>();
        UnaryOperator<Tensor> moved = tensor -> copies.computeIfAbsent(
                        tensor.storage(),
                        storage ->
                                Tensor.wrap(DeviceStorage.of(device, storage.toHost()), Shape.of((int) storage.size())))
                .alias(tensor.layout());
        Tensor target = moved.apply(out);
        call.accept(moved);
        ((DeviceStorage) target.storage()).read((HostStorage) out.storage());
    }

    @Override
    public Tensor zeros(Shape shape, DType dtype) {
        return Tensors.zeros(shape, dtype);
    }

    @Override
    public void fill(Number value, Tensor out) {
        run(out, on -> kernels.fill(value, on.apply(out)));
    }

    @Override
    public void arange(Number start, Number step, Tensor out) {
        run(out, on -> kernels.arange(start, step, on.apply(out)));
    }

    @Override
    public void copy(Tensor x, Tensor out) {
        run(out, on -> kernels.copy(on.apply(x), on.apply(out)));
    }

    @Override
    public void unary(UnaryFunction function, Tensor x, Tensor out) {
        run(out, on -> kernels.unary(function, on.apply(x), on.apply(out)));
    }

    @Override
    public void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        run(out, on -> kernels.binary(function, on.apply(a), on.apply(b), on.apply(out)));
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        run(out, on -> kernels.where(on.apply(condition), on.apply(a), on.apply(b), on.apply(out)));
    }

    @Override
    public void reduce(ReduceFunction function, Tensor x, Tensor out) {
        run(out, on -> kernels.reduce(function, on.apply(x), on.apply(out)));
    }

    @Override
    public void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        run(out, on -> kernels.argReduce(function, on.apply(x), on.apply(out)));
    }

    @Override
    public void scan(ReduceFunction function, Tensor x, Tensor out) {
        run(out, on -> kernels.scan(function, on.apply(x), on.apply(out)));
    }

    @Override
    public void matmul(Tensor a, Tensor b, Tensor out) {
        run(out, on -> kernels.matmul(on.apply(a), on.apply(b), on.apply(out)));
    }

    @Override
    public void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        run(
                out.tensor(),
                on -> kernels.matmulFolded(
                        new FoldedMatrix(on.apply(a.tensor()), a.rowAxes()),
                        new FoldedMatrix(on.apply(b.tensor()), b.rowAxes()),
                        new FoldedMatrix(on.apply(out.tensor()), out.rowAxes()),
                        goesOn));
    }

    @Override
    public void gather(Tensor x, int axis, Tensor index, Tensor out) {
        run(out, on -> kernels.gather(on.apply(x), axis, on.apply(index), on.apply(out)));
    }

    @Override
    public void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out) {
        run(out, on -> kernels.scatter(function, on.apply(x), axis, on.apply(index), on.apply(out)));
    }

    @Override
    public void argSort(boolean descending, Tensor x, Tensor out) {
        run(out, on -> kernels.argSort(descending, on.apply(x), on.apply(out)));
    }

    @Override
    public void uniform(long seed, long stream, Tensor out) {
        run(out, on -> kernels.uniform(seed, stream, on.apply(out)));
    }
}
