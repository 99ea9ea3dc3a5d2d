package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.MatrixPlaces;
import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/** Matrix products, a thread for each element of a result. */
final class MatmulKernels {
    /** As {@code TILE} in {@code matmul.cu}. */
    private static final int TILE = 16;

    private final Launcher launcher;

    MatmulKernels(Launcher launcher) {
        this.launcher = launcher;
    }

    void multiply(MatrixBatch product, Tensor a, Tensor b, Tensor out, boolean goesOn) {
        if (out.dtype() == DType.BOOL) {
            throw new IllegalArgumentException("matmul is not defined for bool");
        }
        if (out.numel() == 0) {
            return;
        }
        KernelArguments arguments = new KernelArguments()
                .add(launcher.device(), a)
                .add(launcher.device(), b)
                .add(launcher.device(), out)
                .add(product.batch());
        for (MatrixPlaces places : List.of(product.left, product.right, product.result)) {
            table(places.rows, arguments);
            table(places.columns, arguments);
            arguments.add(stride(places.rows)).add(stride(places.columns));
        }
        arguments
                .add((long) product.m)
                .add((long) product.k)
                .add((long) product.n)
                .add(goesOn ? 1 : 0);
        Grid blocks = new Grid((product.n + TILE - 1) / TILE, (product.m + TILE - 1) / TILE, product.size());
        launcher.blocks("matmul", "matmul_" + out.dtype(), blocks, new Grid(TILE, TILE, 1), arguments);
    }

    private static long stride(int... places) {
        return places.length > 1 ? places[1] - places[0] : 0;
    }

    /** Adds a table; none where a stride says the same. */
    private void table(int[] places, KernelArguments arguments) {
        long stride = stride(places);
        boolean regular = places.length == 0 || places[0] == 0;
        for (int i = 1; regular && i < places.length; i++) {
            regular = places[i] == i * stride;
        }
        if (regular) {
            arguments.add(0L);
            return;
        }
        long[] numbers = Arrays.stream(places).asLongStream().toArray();
        arguments.add(launcher.device(), Tensors.of(numbers, launcher.device()));
    }
}
