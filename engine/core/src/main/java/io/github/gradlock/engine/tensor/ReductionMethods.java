package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Scans;
import io.github.gradlock.engine.op.Selection;
import io.github.gradlock.engine.op.Statistics;

/** Reductions and scans, as methods of a tensor. */
public sealed interface ReductionMethods permits Tensor {
    /** Sums all elements. */
    default Tensor sum() {
        return Reductions.sum((Tensor) this);
    }

    /** Sums over these dimensions. */
    default Tensor sum(int... dims) {
        return Reductions.sum((Tensor) this, false, dims);
    }

    /** Sums over dimensions. */
    default Tensor sum(boolean keepdim, int... dims) {
        return Reductions.sum((Tensor) this, keepdim, dims);
    }

    /** Sums over dimensions what is not NaN. */
    default Tensor nansum(boolean keepdim, int... dims) {
        return Reductions.nansum((Tensor) this, keepdim, dims);
    }

    /** Sums over these dimensions what is not NaN; over all if none is given. */
    default Tensor nansum(int... dims) {
        return Reductions.nansum((Tensor) this, false, dims);
    }

    /** Takes the mean of all elements. */
    default Tensor mean() {
        return Reductions.mean((Tensor) this);
    }

    /** Takes the mean over these dimensions. */
    default Tensor mean(int... dims) {
        return Reductions.mean((Tensor) this, false, dims);
    }

    /** Takes the mean over dimensions. */
    default Tensor mean(boolean keepdim, int... dims) {
        return Reductions.mean((Tensor) this, keepdim, dims);
    }

    /** Takes the mean over dimensions of what is not NaN. */
    default Tensor nanmean(boolean keepdim, int... dims) {
        return Reductions.nanmean((Tensor) this, keepdim, dims);
    }

    /** Takes the mean over these dimensions of what is not NaN; over all if none is given. */
    default Tensor nanmean(int... dims) {
        return Reductions.nanmean((Tensor) this, false, dims);
    }

    /** Takes the variance over dimensions. */
    default Tensor var(double correction, boolean keepdim, int... dims) {
        return Statistics.var((Tensor) this, correction, keepdim, dims);
    }

    /** Takes the variance over these dimensions, or over all, with correction 1: divided by {@code count - 1}. */
    default Tensor var(int... dims) {
        return Statistics.var((Tensor) this, 1, false, dims);
    }

    /** Takes the standard deviation over dimensions. */
    default Tensor std(double correction, boolean keepdim, int... dims) {
        return Statistics.std((Tensor) this, correction, keepdim, dims);
    }

    /** Takes the standard deviation over these dimensions, or over all, with correction 1. */
    default Tensor std(int... dims) {
        return Statistics.std((Tensor) this, 1, false, dims);
    }

    /** Multiplies all elements. */
    default Tensor prod() {
        return Reductions.prod((Tensor) this);
    }

    /** Multiplies along a dimension. */
    default Tensor prod(int dim, boolean keepdim) {
        return Reductions.prod((Tensor) this, dim, keepdim);
    }

    /** Multiplies along a dimension, and drops it. */
    default Tensor prod(int dim) {
        return Reductions.prod((Tensor) this, dim, false);
    }

    /** Takes the greatest element. */
    default Tensor max() {
        return Reductions.max((Tensor) this);
    }

    /** Takes the least element. */
    default Tensor min() {
        return Reductions.min((Tensor) this);
    }

    /** Takes the greatest elements along a dimension, with their indices. */
    default Selection max(int dim, boolean keepdim) {
        return Reductions.max((Tensor) this, dim, keepdim);
    }

    /** Takes the greatest elements along a dimension, with their indices, and drops the dimension. */
    default Selection max(int dim) {
        return Reductions.max((Tensor) this, dim, false);
    }

    /** Takes the least elements along a dimension, with their indices. */
    default Selection min(int dim, boolean keepdim) {
        return Reductions.min((Tensor) this, dim, keepdim);
    }

    /** Takes the least elements along a dimension, with their indices, and drops the dimension. */
    default Selection min(int dim) {
        return Reductions.min((Tensor) this, dim, false);
    }

    /** Takes the greatest elements over dimensions. */
    default Tensor amax(boolean keepdim, int... dims) {
        return Reductions.amax((Tensor) this, keepdim, dims);
    }

    /** Takes the greatest elements over these dimensions, or over all. */
    default Tensor amax(int... dims) {
        return Reductions.amax((Tensor) this, false, dims);
    }

    /** Takes the least elements over dimensions. */
    default Tensor amin(boolean keepdim, int... dims) {
        return Reductions.amin((Tensor) this, keepdim, dims);
    }

    /** Takes the least elements over these dimensions, or over all. */
    default Tensor amin(int... dims) {
        return Reductions.amin((Tensor) this, false, dims);
    }

    /** Gives the index of the greatest element. */
    default Tensor argmax() {
        return Reductions.argmax((Tensor) this);
    }

    /** Gives the indices of the greatest elements along a dimension. */
    default Tensor argmax(int dim, boolean keepdim) {
        return Reductions.argmax((Tensor) this, dim, keepdim);
    }

    /** Gives the indices of the greatest elements along a dimension, and drops the dimension. */
    default Tensor argmax(int dim) {
        return Reductions.argmax((Tensor) this, dim, false);
    }

    /** Gives the index of the least element. */
    default Tensor argmin() {
        return Reductions.argmin((Tensor) this);
    }

    /** Gives the indices of the least elements along a dimension. */
    default Tensor argmin(int dim, boolean keepdim) {
        return Reductions.argmin((Tensor) this, dim, keepdim);
    }

    /** Gives the indices of the least elements along a dimension, and drops the dimension. */
    default Tensor argmin(int dim) {
        return Reductions.argmin((Tensor) this, dim, false);
    }

    /** Tells over dimensions whether all elements hold. */
    default Tensor all(boolean keepdim, int... dims) {
        return Reductions.all((Tensor) this, keepdim, dims);
    }

    /** Tells over these dimensions, or over all, whether all elements hold. */
    default Tensor all(int... dims) {
        return Reductions.all((Tensor) this, false, dims);
    }

    /** Tells over dimensions whether an element holds. */
    default Tensor any(boolean keepdim, int... dims) {
        return Reductions.any((Tensor) this, keepdim, dims);
    }

    /** Tells over these dimensions, or over all, whether an element holds. */
    default Tensor any(int... dims) {
        return Reductions.any((Tensor) this, false, dims);
    }

    /** Counts over dimensions what is not zero. */
    default Tensor countNonzero(int... dims) {
        return Reductions.countNonzero((Tensor) this, dims);
    }

    /** Gives running sums along a dimension. */
    default Tensor cumsum(int dim) {
        return Scans.cumsum((Tensor) this, dim);
    }

    /** Gives running products along a dimension. */
    default Tensor cumprod(int dim) {
        return Scans.cumprod((Tensor) this, dim);
    }

    /** Gives the greatest elements so far along a dimension, with their indices. */
    default Selection cummax(int dim) {
        return Scans.cummax((Tensor) this, dim);
    }

    /** Gives the least elements so far along a dimension, with their indices. */
    default Selection cummin(int dim) {
        return Scans.cummin((Tensor) this, dim);
    }

    /** Takes the logarithm of running sums of exponentials along a dimension. */
    default Tensor logcumsumexp(int dim) {
        return Scans.logcumsumexp((Tensor) this, dim);
    }

    /** Takes the p-norm over dimensions. */
    default Tensor norm(double p, boolean keepdim, int... dims) {
        return Reductions.norm((Tensor) this, p, keepdim, dims);
    }

    /** Takes the Euclidean norm of all elements. */
    default Tensor norm() {
        return Reductions.norm((Tensor) this, 2, false);
    }

    /** Takes the p-norm of all elements. */
    default Tensor norm(double p) {
        return Reductions.norm((Tensor) this, p, false);
    }

    /** Takes {@code log(sum(exp(x)))} over dimensions. */
    default Tensor logsumexp(boolean keepdim, int... dims) {
        return Reductions.logsumexp((Tensor) this, keepdim, dims);
    }

    /** Takes {@code log(sum(exp(x)))} over these dimensions, or over all. */
    default Tensor logsumexp(int... dims) {
        return Reductions.logsumexp((Tensor) this, false, dims);
    }
}
