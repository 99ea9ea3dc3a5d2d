package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products: each element is one chain of fused multiply-adds in ascending k, from zero (rule 3), as in the reference.
 *
 * <p>Threads share out rows of the results, through the batch; or columns, of a single product that has few rows. No element is
 * ever computed by two of them.
 */
final class MatmulKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 512;

    /** Multiplications that take about as long as another function of an element. */
    private static final int STEPS = 8;

    private static final int FEW_ROWS = 128;

    private final Workers workers;
    private final Worth worth;

    MatmulKernels(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Computes products of floating dtypes; returns false, and does nothing, for others and for small ones. */
    boolean matmul(Tensor a, Tensor b, Tensor out) {
        if (!out.dtype().isFloating()) {
            return false;
        }
        MatrixBatch product = new MatrixBatch(a, b, out);
        if (out.dtype().isFloating() && isBetterTransposed(product)) {
            return matmul(transposed(b), transposed(a), transposed(out));
        }
        long work = (long) product.size() * product.m * product.n * product.k;
        if (work == 0 || worth.isTooSmall(work / STEPS)) {
            return false;
        }
        // A batch of products of few rows: packing each right matrix would take longer than multiplying with it.
        if (!worth.always() && product.size() > 1 && product.m < MatmulBlocks.ROWS) {
            return false;
        }
        Warmth warmth = out.dtype() == DType.FLOAT32 ? FloatProduct.WARMTH : DoubleProduct.WARMTH;
        if (!worth.always() && !warmth.reached(work)) {
            return false;
        }
        int rows = product.size() * product.m;
        int panel = MatmulBlocks.ROWS;
        if (product.size() == 1 && product.m < 2 * panel * workers.threads()) {
            int width = out.dtype() == DType.FLOAT32 ? FloatProduct.COLUMNS : DoubleProduct.COLUMNS;
            int panels = (product.n + width - 1) / width;
            workers.split(panels, grain(work, panels), (from, to) -> {
                int end = Math.min(to * width, product.n);
                part(product, a, b, null, out, 0, rows, from * width, end);
            });
            return true;
        }
        // Whole panels of rows, so that no thread has two that are not full.
        int panels = (rows + panel - 1) / panel;
        workers.split(
                panels,
                grain(work, panels),
                (from, to) -> part(product, a, b, null, out, from * panel, Math.min(to * panel, rows), 0, product.n));
        return true;
    }

    /**
     * Few rows times a matrix that is the transpose of a larger one, as in a linear layer: packing that would take as long as multiplying. The other way
     * round it is read where it lies. The chains of the elements are the same.
     */
    private static boolean isBetterTransposed(MatrixBatch product) {
        return product.m <= FEW_ROWS
                && product.n > product.m
                && product.columnStride(0) == 1
                && product.rowStride(1) == 1
                && product.columnStride(1) != 1;
    }

    private static Tensor transposed(Tensor x) {
        return x.alias(x.layout().transpose(-1, -2));
    }

    /**
     * Computes a product with a right matrix that is shown in more dimensions, which is packed from where it lies; returns false, and does
     * nothing, for others and for small ones.
     */
    boolean matmulFolded(Tensor a, Tensor b, int rowAxes, Tensor out) {
        if (!out.dtype().isFloating()) {
            return false;
        }
        int k = a.size(1);
        int n = out.size(1);
        MatrixBatch product = new MatrixBatch(a, b.alias(Shape.of(k, n), new int[2], b.offset()), out);
        long work = (long) product.m * n * k;
        boolean single = out.dtype() == DType.FLOAT32;
        Warmth warmth = single ? FloatProduct.WARMTH : DoubleProduct.WARMTH;
        if (work == 0 || worth.isTooSmall(work / STEPS) || !worth.always() && !warmth.reached(work)) {
            return false;
        }
        // Of few rows, its tables would take longer than multiplying.
        if (!worth.always() && product.m < MatmulBlocks.ROWS) {
            return false;
        }
        FoldedMatrix folded = FoldedMatrix.of(b.layout(), rowAxes);
        // Threads share out columns, so that each packs its own.
        int width = single ? FloatProduct.COLUMNS : DoubleProduct.COLUMNS;
        int panels = (n + width - 1) / width;
        workers.split(
                panels,
                grain(work, panels),
                (from, to) -> part(product, a, b, folded, out, 0, product.m, from * width, Math.min(to * width, n)));
        return true;
    }

    /** Returns how many of the parts are worth a thread of their own. */
    private int grain(long work, int parts) {
        return (int) Math.min(parts, (long) worth.share(GRAIN) * parts / work + 1);
    }

    private static void part(
            MatrixBatch product,
            Tensor a,
            Tensor b,
            @Nullable FoldedMatrix folded,
            Tensor out,
            int from,
            int to,
            int firstColumn,
            int endColumn) {
        if (out.dtype() == DType.FLOAT32) {
            FloatProduct kernel = new FloatProduct(
                    product,
                    HostStorage.floats(a),
                    HostStorage.floats(b),
                    folded,
                    HostStorage.floats(out),
                    firstColumn,
                    endColumn);
            product.forEach(from, to, kernel);
        } else {
            DoubleProduct kernel = new DoubleProduct(
                    product,
                    HostStorage.doubles(a),
                    HostStorage.doubles(b),
                    folded,
                    HostStorage.doubles(out),
                    firstColumn,
                    endColumn);
            product.forEach(from, to, kernel);
        }
    }
}
