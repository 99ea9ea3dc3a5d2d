package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Variance, standard deviation and covariance. Dimensions may be negative; where none is given, all are taken together. */
public final class Statistics {
    private Statistics() {}

    /**
     * What {@link #varMean} and {@link #stdMean} give.
     *
     * @param value the variance or the standard deviation
     * @param mean the mean
     */
    public record Spread(Tensor value, Tensor mean) {}

    /**
     * Takes the variance: the sum of squares of deviations from the mean, divided by {@code count - correction}, or by zero if that is
     * negative.
     */
    public static Tensor var(Tensor x, double correction, boolean keepdim, int... dims) {
        return Dispatch.applyOne(new VarOp(Axes.of("var", x.shape(), dims), correction, keepdim), floating("var", x));
    }

    /** Takes the square root of the variance; its derivative at zero is zero. */
    public static Tensor std(Tensor x, double correction, boolean keepdim, int... dims) {
        return Functions.sqrtFlatAtZero(var(floating("std", x), correction, keepdim, dims));
    }

    /** Takes variance, as {@link #var} does, and mean over the same dimensions. */
    public static Spread varMean(Tensor x, double correction, boolean keepdim, int... dims) {
        return new Spread(var(x, correction, keepdim, dims), Reductions.mean(x, keepdim, dims));
    }

    /** Takes standard deviation, as {@link #std} does, and mean over the same dimensions. */
    public static Spread stdMean(Tensor x, double correction, boolean keepdim, int... dims) {
        return new Spread(std(x, correction, keepdim, dims), Reductions.mean(x, keepdim, dims));
    }

    private static Tensor floating(String op, Tensor x) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(op + " expected a floating point tensor, got " + x.dtype());
        }
        return x;
    }

    /**
     * Takes the covariance matrix of variables in rows and observations in columns; of one variable, its variance.
     *
     * @param x {@code [variables, observations]}, or the observations of one variable
     */
    public static Tensor cov(Tensor x, double correction) {
        if (x.rank() > 2) {
            throw new IllegalArgumentException("cov expected at most 2 dimensions, got shape " + x.shape());
        }
        Tensor rows = Views.reshape(Operands.floating(x), x.rank() == 2 ? x.size(0) : 1, -1);
        Tensor deviation = Arithmetic.sub(rows, Reductions.mean(rows, true, 1));
        Tensor products = MatrixProducts.matmul(deviation, Views.transpose(deviation, 0, 1));
        return Views.squeeze(Arithmetic.div(products, Math.max(0, rows.size(1) - correction)));
    }

    /** Takes Pearson's correlation coefficients of variables in rows, limited to -1 and 1. */
    public static Tensor corrcoef(Tensor x) {
        Tensor c = cov(x, 1);
        if (c.rank() == 0) {
            return Arithmetic.div(c, c);
        }
        Tensor places = Arithmetic.mul(Beside.of(c).arange(c.size(0)), c.size(0) + 1);
        Tensor deviation = Functions.sqrt(Indexing.gather(Views.reshape(c, -1), 0, places));
        Tensor scaled = Arithmetic.div(Arithmetic.div(c, Views.unsqueeze(deviation, 1)), deviation);
        return Arithmetic.clamp(scaled, -1, 1);
    }
}
