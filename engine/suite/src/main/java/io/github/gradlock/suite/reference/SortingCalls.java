package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.tensor.Tensor;

/** Calls of sorting and of what is found in an order. */
final class SortingCalls {
    private SortingCalls() {}

    static void addTo(CallTable t) {
        t.many("sort", call -> {
            call.flag(-1, "stable", false);
            return ReductionCalls.both(call.x().sort(call.integer(0, "dim", -1), call.flag(1, "descending", false)));
        });
        t.many("topk", call -> {
            call.flag(3, "sorted", true);
            return ReductionCalls.both(
                    call.x().topk(call.integer(0, "k"), call.integer(1, "dim", -1), call.flag(2, "largest", true)));
        });
        t.many(
                "kthvalue",
                call -> ReductionCalls.both(call.x()
                        .kthvalue(call.integer(0, "k"), call.integer(1, "dim", -1), call.flag(2, "keepdim", false))));
        t.many(
                "median",
                call -> call.has(0, "dim")
                        ? ReductionCalls.both(call.x().median(call.integer(0, "dim"), call.flag(1, "keepdim", false)))
                        : new Tensor[] {call.x().median()});
    }
}
