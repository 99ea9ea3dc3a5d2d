package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Calls of views, joins and copies. */
final class StructureCalls {
    private StructureCalls() {}

    static void addTo(CallTable t) {
        t.one("reshape", call -> call.x().reshape(call.sizes()));
        t.one("view", call -> call.x().view(call.sizes()));
        t.one("expand", call -> call.x().expand(call.sizes()));
        t.one("broadcast_to", call -> call.x().expand(call.sizes()));
        t.one("permute", call -> call.x().permute(call.sizes()));
        t.one("transpose", call -> call.x().transpose(call.integer(0, "dim0"), call.integer(1, "dim1")));
        t.unary("t", x -> x.rank() < 2 ? x.mul(1) : x.transpose(0, 1));
        t.one("squeeze", call -> {
            Tensor result = call.x();
            if (!call.has(0, "dim")) {
                return result.squeeze();
            }
            int[] dims = Arrays.stream(call.integers(0, "dim"))
                    .map(call.x().shape()::axis)
                    .sorted()
                    .toArray();
            for (int i = dims.length - 1; i >= 0; i--) {
                result = result.squeeze(dims[i]);
            }
            return result;
        });
        t.one("unsqueeze", call -> call.x().unsqueeze(call.integer(0, "dim")));
        t.one("flatten", call -> call.x().flatten(call.integer(0, "start_dim", 0), call.integer(1, "end_dim", -1)));
        t.one("narrow", call -> {
            int start = call.isTensor(1) ? (int) call.tensor(1, "start").item() : call.integer(1, "start");
            return call.x().narrow(call.integer(0, "dim"), start, call.integer(2, "length"));
        });
        t.one("select", call -> call.x().select(call.integer(0, "dim"), call.integer(1, "index")));
        t.one("flip", call -> call.x().flip(call.integers(0, "dims")));
        t.unary("flipud", x -> x.flip(0));
        t.unary("fliplr", x -> x.flip(1));
        t.one("cat", call -> Views.cat(call.all(), call.integer(0, "dim", 0)));
        t.one("stack", call -> Views.stack(call.all(), call.integer(0, "dim", 0)));
    }
}
