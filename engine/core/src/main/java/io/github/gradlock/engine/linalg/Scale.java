package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Powers of two that bring very great and very small matrices, of binary64, to where squares neither overflow nor are lost. */
final class Scale {
    private Scale() {}

    /**
     * Returns a factor for each greatest magnitude: 1 for all but the extreme. Multiplying with it is exact, but for elements that
     * are more than 10^100 times smaller than the greatest.
     */
    static Tensor of(Forward f, Tensor greatest) {
        Tensor factor = f.constant(greatest, 1);
        factor = f.where(f.compare(BinaryFunction.LT, greatest, 0x1p-300), 0x1p500, factor);
        factor = f.where(f.compare(BinaryFunction.LT, greatest, 0x1p-700), 0x1p1000, factor);
        return f.where(f.compare(BinaryFunction.GT, greatest, 0x1p500), 0x1p-600, factor);
    }

    /**
     * Returns the greatest magnitude of each matrix, {@code [batch…, 1, 1]}; zero if it has no elements.
     *
     * @throws LinalgException if one is not finite
     */
    static Tensor greatest(Forward f, String op, Tensor matrices) {
        int[] sizes = matrices.shape().sizes();
        int rank = sizes.length;
        Tensor lines = f.copy(matrices);
        int[] flat = Arrays.copyOf(sizes, rank - 1);
        flat[rank - 2] = sizes[rank - 2] * sizes[rank - 1];
        lines = lines.alias(Shape.of(flat), Shape.of(flat).contiguousStrides(), 0);
        Tensor greatest = f.zeros(matrices, 1, 1);
        if (matrices.numel() > 0) {
            f.copy(Forward.column(f.reduce(ReduceFunction.MAX, f.abs(lines))), greatest);
        }
        Tensor infinite = f.unary(UnaryFunction.LOGICAL_NOT, f.unary(UnaryFunction.IS_FINITE, Forward.line(greatest)));
        Failures.refuse(
                op,
                infinite,
                rank == 2,
                k -> "The algorithm failed to converge because the input matrix contained non-finite values.");
        return greatest;
    }
}
