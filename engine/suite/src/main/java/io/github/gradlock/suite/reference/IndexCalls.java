package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Scatters;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Locale;

/** Calls of reading and writing by index. */
final class IndexCalls {
    private IndexCalls() {}

    static void addTo(CallTable t) {
        t.one("gather", call -> {
            call.flag(-1, "sparse_grad", false);
            return call.x().gather(call.integer(0, "dim"), call.tensor(1, "index"));
        });
        t.one("index_select", call -> call.x().indexSelect(call.integer(0, "dim"), call.tensor(1, "index")));
        t.one(
                "index_add",
                call -> Scatters.indexAdd(
                        call.x(),
                        call.integer(0, "dim"),
                        call.tensor(1, "index"),
                        call.tensor(2, "source"),
                        call.number(-1, "alpha", 1)));
        t.one(
                "index_copy",
                call -> call.x().indexCopy(call.integer(0, "dim"), call.tensor(1, "index"), call.tensor(2, "source")));
        t.one("index_fill", call -> {
            int dim = call.integer(0, "dim");
            Tensor index = call.tensor(1, "index");
            return call.isTensor(2)
                    ? Scatters.indexFill(call.x(), dim, index, call.tensor(2, "value"))
                    : call.x().indexFill(dim, index, call.number(2, "value"));
        });
        t.one("scatter", IndexCalls::scatter);
        t.one(
                "scatter_add",
                call -> call.x().scatterAdd(call.integer(0, "dim"), call.tensor(1, "index"), call.tensor(2, "src")));
        t.one(
                "scatter_reduce",
                call -> call.x()
                        .scatterReduce(
                                call.integer(0, "dim"),
                                call.tensor(1, "index"),
                                call.tensor(2, "src"),
                                Scatters.Reduction.valueOf(
                                        call.text(3, "reduce", "").toUpperCase(Locale.ROOT)),
                                call.flag(-1, "include_self", true)));
    }

    /** An older form of the call adds or multiplies; what is written may be a number. */
    private static Tensor scatter(Call call) {
        int dim = call.integer(0, "dim");
        Tensor index = call.tensor(1, "index");
        Tensor source;
        if (call.isTensor(2) || call.has(-1, "src")) {
            source = call.tensor(2, "src");
        } else {
            Tensor value = Tensors.scalar(call.number(2, "value"), call.x().dtype());
            source = value.expand(index.shape().sizes());
        }
        return switch (call.text(-1, "reduce", "none")) {
            case "none" -> call.x().scatter(dim, index, source);
            case "add" -> call.x().scatterAdd(dim, index, source);
            default -> call.x().scatterReduce(dim, index, source, Scatters.Reduction.PROD, true);
        };
    }
}
