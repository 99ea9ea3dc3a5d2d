package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Running reductions along a dimension, from left to right. */
public final class Scans {
    private Scans() {}

    /** Gives running sums along a dimension, from its first element on; bool and integers give int64. */
    public static Tensor cumsum(Tensor x, int dim) {
        return LastAxis.apply(counted(x), dim, line -> Dispatch.applyOne(new CumsumOp(), line));
    }

    /** Gives running products; bool gives int64. The derivative is exact at zeros, in any order. */
    public static Tensor cumprod(Tensor x, int dim) {
        return LastAxis.apply(counted(x), dim, line -> Dispatch.applyOne(new CumprodOp(), line));
    }

    private static Tensor counted(Tensor x) {
        return x.dtype() == DType.BOOL ? Arithmetic.cast(x, DType.INT64) : x;
    }

    /** Gives the greatest elements so far and where they were found: the last of equal ones, and a NaN stays. */
    public static Selection cummax(Tensor x, int dim) {
        return extremum(true, x, dim);
    }

    /** Gives the least elements so far and where they were found: the last of equal ones, and a NaN stays. */
    public static Selection cummin(Tensor x, int dim) {
        return extremum(false, x, dim);
    }

    private static Selection extremum(boolean max, Tensor x, int dim) {
        Tensor index = LastAxis.apply(x, dim, line -> Dispatch.applyOne(new CumExtremumIndexOp(max), line));
        return new Selection(Indexing.gather(x, dim, index), index);
    }

    /** Gives {@code log(cumsum(exp(x)))} without overflow. */
    public static Tensor logcumsumexp(Tensor x, int dim) {
        return LastAxis.apply(Operands.floating(x), dim, line -> Dispatch.applyOne(new LogCumsumExpOp(), line));
    }

    /** Multiplies for each element of the last axis all others, without a division: zeros may be among them. */
    static Tensor exclusiveProducts(Tensor x) {
        if (x.numel() == 0) {
            return x;
        }
        return Arithmetic.mul(productsBefore(x), Views.flip(productsBefore(Views.flip(x, -1)), -1));
    }

    /** Multiplies for each element of the last axis all that come before it: 1 for the first. */
    public static Tensor productsBefore(Tensor x) {
        return Views.pad(cumprod(x, -1), new int[] {1, -1}, 1);
    }
}
