package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Selection;
import io.github.gradlock.engine.op.Statistics;
import io.github.gradlock.engine.op.Statistics.Spread;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of reductions and scans. */
final class ReductionCalls {
    private ReductionCalls() {}

    static void addTo(CallTable t) {
        t.one("sum", call -> typed(call).sum(keepdim(call), call.integers(0, "dim")));
        t.one("mean", call -> typed(call).mean(keepdim(call), call.integers(0, "dim")));
        t.one("nansum", call -> typed(call).nansum(keepdim(call), call.integers(0, "dim")));
        t.one("amax", call -> call.x().amax(keepdim(call), call.integers(0, "dim")));
        t.one("amin", call -> call.x().amin(keepdim(call), call.integers(0, "dim")));
        t.many("aminmax", call -> {
            Reductions.Extremes found =
                    Reductions.aminmax(call.x(), call.flag(-1, "keepdim", false), call.integers(-1, "dim"));
            return new Tensor[] {found.min(), found.max()};
        });
        t.one(
                "prod",
                call -> call.has(0, "dim")
                        ? typed(call).prod(call.integer(0, "dim"), keepdim(call))
                        : typed(call).prod());
        t.one("logsumexp", call -> call.x().logsumexp(keepdim(call), call.integers(0, "dim")));
        norms(t);
        scans(t);
        moments(t);
        t.many("max", call -> extremum(call, true));
        t.many("min", call -> extremum(call, false));
    }

    private static void norms(CallTable t) {
        t.one("linalg.vector_norm", call -> {
            double order = call.number(0, "ord", 2).doubleValue();
            return typed(call).norm(order, call.flag(2, "keepdim", false), call.integers(1, "dim"));
        });
    }

    private static void scans(CallTable t) {
        t.one("cumsum", call -> typed(call).cumsum(call.integer(0, "dim")));
        t.one("cumprod", call -> typed(call).cumprod(call.integer(0, "dim")));
        t.one("logcumsumexp", call -> call.x().logcumsumexp(call.integer(0, "dim")));
        t.many("cummax", call -> both(call.x().cummax(call.integer(0, "dim"))));
        t.many("cummin", call -> both(call.x().cummin(call.integer(0, "dim"))));
    }

    private static void moments(CallTable t) {
        t.one("var", call -> moments(call, Statistics::varMean).value());
        t.one("std", call -> moments(call, Statistics::stdMean).value());
        t.many("var_mean", call -> both(moments(call, Statistics::varMean)));
        t.many("std_mean", call -> both(moments(call, Statistics::stdMean)));
    }

    /** Variance or standard deviation, each with the mean. */
    private interface Measure {
        Spread of(Tensor x, double correction, boolean keepdim, int... dims);
    }

    /** The first argument is a dimension, or, in an older form without any, whether to correct by one. */
    private static Spread moments(Call call, Measure measure) {
        if (call.isFlag(0)) {
            return measure.of(call.x(), call.flag(0, "unbiased", true) ? 1 : 0, false);
        }
        int unbiased = call.flag(1, "unbiased", true) ? 1 : 0;
        double correction = call.number(-1, "correction", unbiased).doubleValue();
        return measure.of(call.x(), correction, call.flag(2, "keepdim", false), call.integers(0, "dim"));
    }

    private static Tensor[] both(Spread spread) {
        return new Tensor[] {spread.value(), spread.mean()};
    }

    static Tensor[] both(Selection selection) {
        return new Tensor[] {selection.values(), selection.indices()};
    }

    /** Returns the input in the dtype that the call asks for. */
    private static Tensor typed(Call call) {
        DType dtype = call.dtype();
        return dtype == null ? call.x() : call.x().to(dtype);
    }

    private static boolean keepdim(Call call) {
        return call.flag(1, "keepdim", false);
    }

    private static Tensor[] extremum(Call call, boolean max) {
        if (call.isTensor(0)) {
            Tensor other = call.tensor(0, "other");
            return new Tensor[] {max ? Arithmetic.maximum(call.x(), other) : Arithmetic.minimum(call.x(), other)};
        }
        if (!call.has(0, "dim")) {
            return new Tensor[] {max ? call.x().max() : call.x().min()};
        }
        int dim = call.integer(0, "dim");
        return both(max ? call.x().max(dim, keepdim(call)) : call.x().min(dim, keepdim(call)));
    }
}
