package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.MatrixPlaces;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Matrix products: each element is one chain of fused multiply-adds in ascending k, from zero (rule 3), as in the reference.
 *
 * <p>Threads share out rows of the results, through the batch; or columns, of a single product that has few rows, or a right matrix shown in more dimensions.
 * No element is ever computed by two of them.
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

    /** Computes products of floating dtypes; returns false, and does nothing, for others, for small ones, and while tiles are not compiled. */
    boolean matmul(Tensor a, Tensor b, Tensor out) {
        if (!out.dtype().isFloating() || isTiny(out, a.size(-1))) {
            return false;
        }
        MatrixBatch product = new MatrixBatch(a, b, out);
        if (isSmall(product, out)) {
            return small(product, a, b, out, false);
        }
        return isBetterTransposed(product) && product.m <= FEW_ROWS
                ? multiply(product.transpose(), b, a, out, false, false)
                : multiply(product, a, b, out, false, false);
    }

    /** Computes products of matrices that are shown in more dimensions, or returns false as {@link #matmul} does. */
    boolean matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        if (!out.tensor().dtype().isFloating() || isTiny(out.tensor(), a.columns())) {
            return false;
        }
        MatrixBatch product = new MatrixBatch(a, b, out);
        if (isSmall(product, out.tensor())) {
            return small(product, a.tensor(), b.tensor(), out.tensor(), goesOn);
        }
        return isBetterTransposed(product)
                ? multiply(product.transpose(), b.tensor(), a.tensor(), out.tensor(), goesOn, false)
                : multiply(product, a.tensor(), b.tensor(), out.tensor(), goesOn, true);
    }

    private boolean isTiny(Tensor out, int depth) {
        long work = (long) out.numel() * depth;
        return work == 0 || worth.isTooSmall(work);
    }

    private static boolean isSmall(MatrixBatch product, Tensor out) {
        return out.dtype() == DType.FLOAT32 ? FloatSmallProduct.takes(product) : DoubleSmallProduct.takes(product);
    }

    private static long work(MatrixBatch product) {
        return (long) product.size() * product.m * product.n * product.k;
    }

    /** Multiplies small matrices. */
    private boolean small(MatrixBatch product, Tensor a, Tensor b, Tensor out, boolean goesOn) {
        boolean single = out.dtype() == DType.FLOAT32;
        long work = work(product);
        Warmth warmth = single ? FloatSmallProduct.WARMTH : DoubleSmallProduct.WARMTH;
        if (worth.waits() && !warmth.reached(work)) {
            return false;
        }
        int rows = product.size() * product.m;
        workers.split(rows, grain(work, rows), (from, to) -> {
            MatrixBatch.Part part = single
                    ? new FloatSmallProduct(
                            product, HostStorage.floats(a), HostStorage.floats(b), HostStorage.floats(out), goesOn)
                    : new DoubleSmallProduct(
                            product, HostStorage.doubles(a), HostStorage.doubles(b), HostStorage.doubles(out), goesOn);
            product.forEach(from, to, part);
        });
        return true;
    }

    /**
     * Multiplies.
     *
     * @param byColumns whether threads share out the columns of a single product, so that each packs its own; else that is so if it has few rows
     */
    private boolean multiply(MatrixBatch product, Tensor a, Tensor b, Tensor out, boolean goesOn, boolean byColumns) {
        long work = work(product);
        if (worth.isTooSmall(work / STEPS)) {
            return false;
        }
        // Of few rows, packing right matrices would take longer than multiplying with them.
        if (!worth.always() && product.m < MatmulBlocks.ROWS && (product.size() > 1 || byColumns)) {
            return false;
        }
        boolean single = out.dtype() == DType.FLOAT32;
        Warmth warmth = single ? FloatProduct.WARMTH : DoubleProduct.WARMTH;
        if (worth.waits() && !warmth.reached(work)) {
            return false;
        }
        int rows = product.size() * product.m;
        int panel = MatmulBlocks.ROWS;
        if (product.size() == 1 && (byColumns || product.m < 2 * panel * workers.threads())) {
            int width = single ? FloatProduct.COLUMNS : DoubleProduct.COLUMNS;
            int panels = (product.n + width - 1) / width;
            workers.split(panels, grain(work, panels), (from, to) -> {
                int end = Math.min(to * width, product.n);
                product.forEach(0, rows, part(product, a, b, out, goesOn, from * width, end));
            });
            return true;
        }
        // Whole panels of rows, so that no thread has two that are not full.
        int panels = (rows + panel - 1) / panel;
        workers.split(panels, grain(work, panels), (from, to) -> {
            int end = Math.min(to * panel, rows);
            product.forEach(from * panel, end, part(product, a, b, out, goesOn, 0, product.n));
        });
        return true;
    }

    /**
     * Few rows times a matrix that is the transpose of a larger one, as in a linear layer, or in the derivative of a convolution: packing that would take as
     * long as multiplying. The other way round it is read where it lies. The chains of the elements are the same.
     */
    private static boolean isBetterTransposed(MatrixBatch product) {
        return product.n > product.m
                && MatrixPlaces.shareSideBySide(product.right.rows)
                        > MatrixPlaces.shareSideBySide(product.right.columns);
    }

    /** Returns how many of the parts are worth a thread of their own. */
    private int grain(long work, int parts) {
        return (int) Math.min(parts, (long) worth.share(GRAIN) * parts / work + 1);
    }

    private static MatrixBatch.Part part(
            MatrixBatch product, Tensor a, Tensor b, Tensor out, boolean goesOn, int firstColumn, int endColumn) {
        if (out.dtype() == DType.FLOAT32) {
            return new FloatProduct(
                    product,
                    HostStorage.floats(a),
                    HostStorage.floats(b),
                    HostStorage.floats(out),
                    goesOn,
                    firstColumn,
                    endColumn);
        }
        return new DoubleProduct(
                product,
                HostStorage.doubles(a),
                HostStorage.doubles(b),
                HostStorage.doubles(out),
                goesOn,
                firstColumn,
                endColumn);
    }
}
