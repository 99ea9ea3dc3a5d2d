package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Sorts short lines by counting: the place of an element is how many go before it; equal ones keep their order. */
final class Ordering {
    private Ordering() {}

    /** Returns the indices, int64 {@code [batch…, n]}, that put lines {@code [batch…, n]} in ascending order. */
    static Tensor ascending(Forward f, Tensor lines) {
        return order(f, lines, BinaryFunction.LT);
    }

    /** Returns the indices, int64 {@code [batch…, n]}, that put lines {@code [batch…, n]} in descending order. */
    static Tensor descending(Forward f, Tensor lines) {
        return order(f, lines, BinaryFunction.GT);
    }

    private static Tensor order(Forward f, Tensor lines, BinaryFunction before) {
        Tensor places = f.counting(lines.size(-1));
        Tensor mine = Forward.column(lines);
        Tensor others = lines.alias(lines.layout().unsqueeze(-2));
        Tensor earlier = f.binary(
                BinaryFunction.LOGICAL_AND,
                f.binary(BinaryFunction.EQ, others, mine),
                f.binary(BinaryFunction.LT, places, Forward.column(places)));
        Tensor first = f.binary(BinaryFunction.LOGICAL_OR, f.binary(before, others, mine), earlier);
        return f.inverse(Forward.line(f.reduce(ReduceFunction.SUM, f.cast(first, DType.INT64))));
    }
}
