package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.tensor.Tensor;

/** Calls of reading and writing by index, and sorting. */
final class IndexCalls {
    private IndexCalls() {}

    static void addTo(CallTable t) {
        t.one("gather", call -> call.x().gather(call.integer(0, "dim"), call.tensor(1, "index")));
        t.one("index_select", call -> call.x().indexSelect(call.integer(0, "dim"), call.tensor(1, "index")));
        t.one(
                "index_add",
                call -> call.x()
                        .indexAdd(
                                call.integer(0, "dim"),
                                call.tensor(1, "index"),
                                scaled(call.tensor(2, "source"), call)));
        t.one(
                "scatter_add",
                call -> call.x().scatterAdd(call.integer(0, "dim"), call.tensor(1, "index"), call.tensor(2, "src")));
    }

    private static Tensor scaled(Tensor x, Call call) {
        return call.has(-1, "alpha") ? x.mul(call.number(-1, "alpha")) : x;
    }
}
