package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of reductions and scans. */
final class ReductionCalls {
    private ReductionCalls() {}

    static void addTo(CallTable t) {
        t.one("sum", call -> call.x().sum(keepdim(call), call.integers(0, "dim")));
        t.one("mean", call -> call.x().mean(keepdim(call), call.integers(0, "dim")));
        t.one("amax", call -> call.x().amax(keepdim(call), call.integers(0, "dim")));
        t.one("amin", call -> call.x().amin(keepdim(call), call.integers(0, "dim")));
        t.one("var", call -> call.x().var(correction(call), keepdim(call), call.integers(0, "dim")));
        t.one("std", call -> call.x().std(correction(call), keepdim(call), call.integers(0, "dim")));
        t.one(
                "prod",
                call -> call.has(0, "dim")
                        ? call.x().prod(call.integer(0, "dim"), keepdim(call))
                        : call.x().prod());
        t.one("logsumexp", call -> call.x().logsumexp(keepdim(call), call.integers(0, "dim")));
        t.one("cumsum", call -> call.x().cumsum(call.integer(0, "dim")));
        t.one(
                "linalg.vector_norm",
                call -> call.x()
                        .norm(
                                call.number(0, "ord", 2).doubleValue(),
                                call.flag(2, "keepdim", false),
                                call.integers(1, "dim")));
        t.many("max", call -> extremum(call, true));
        t.many("min", call -> extremum(call, false));
    }

    private static boolean keepdim(Call call) {
        return call.flag(1, "keepdim", false);
    }

    private static int correction(Call call) {
        int unbiased = call.flag(-1, "unbiased", true) ? 1 : 0;
        return call.integer(-1, "correction", unbiased);
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
        Reductions.Extremum found =
                max ? call.x().max(dim, keepdim(call)) : call.x().min(dim, keepdim(call));
        return new Tensor[] {found.values(), found.indices()};
    }
}
