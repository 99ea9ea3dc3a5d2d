package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Differences of neighbours along a dimension, and integrals by the trapezoidal rule. */
public final class Differences {
    private Differences() {}

    /** Takes the differences of neighbours along a dimension, {@code x[i + 1] - x[i]}, n times; each time it gets shorter by one. */
    public static Tensor diff(Tensor x, int n, int dim) {
        return diff(x, n, dim, null, null);
    }

    /** Takes the differences of neighbours, n times, of what is joined before: {@code prepend}, x and {@code append}. */
    public static Tensor diff(Tensor x, int n, int dim, @Nullable Tensor prepend, @Nullable Tensor append) {
        if (x.rank() == 0 || n < 0) {
            throw new IllegalArgumentException(
                    "diff expects at least one dimension and an order that is not negative, got shape " + x.shape()
                            + ", order " + n);
        }
        List<Tensor> parts = new ArrayList<>();
        if (prepend != null) {
            parts.add(prepend);
        }
        parts.add(x);
        if (append != null) {
            parts.add(append);
        }
        Tensor result = parts.size() == 1 ? x : Joins.cat(parts, dim);
        for (int i = 0; i < n && result.size(dim) > 0; i++) {
            int length = result.size(dim) - 1;
            result = Arithmetic.sub(Views.narrow(result, dim, 1, length), Views.narrow(result, dim, 0, length));
        }
        return result;
    }

    /** Integrates along a dimension over points that lie {@code dx} apart. */
    public static Tensor trapezoid(Tensor y, double dx, int dim) {
        return Arithmetic.mul(Reductions.sum(neighbours(y, dim), false, dim), dx / 2);
    }

    /** Integrates along a dimension over the points {@code x}, of one dimension or like y. */
    public static Tensor trapezoid(Tensor y, Tensor x, int dim) {
        return Arithmetic.mul(Reductions.sum(areas(y, x, dim), false, dim), 0.5);
    }

    /** Integrates up to each point but the first, over points that lie {@code dx} apart. */
    public static Tensor cumulativeTrapezoid(Tensor y, double dx, int dim) {
        return Arithmetic.mul(Scans.cumsum(neighbours(y, dim), dim), dx / 2);
    }

    /** Integrates up to each point but the first, over the points {@code x}, of one dimension or like y. */
    public static Tensor cumulativeTrapezoid(Tensor y, Tensor x, int dim) {
        return Arithmetic.mul(Scans.cumsum(areas(y, x, dim), dim), 0.5);
    }

    private static Tensor areas(Tensor y, Tensor x, int dim) {
        Tensor widths;
        if (x.rank() == 1 && y.rank() > 1) {
            widths = Views.along(diff(x, 1, 0), y.rank(), dim);
        } else {
            widths = diff(x, 1, dim);
        }
        return Arithmetic.mul(widths, neighbours(y, dim));
    }

    private static Tensor neighbours(Tensor y, int dim) {
        int length = Math.max(y.size(dim) - 1, 0);
        return Arithmetic.add(Views.narrow(y, dim, y.size(dim) - length, length), Views.narrow(y, dim, 0, length));
    }
}
