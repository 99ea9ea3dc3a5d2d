package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Masks;
import io.github.gradlock.engine.op.Repeats;
import io.github.gradlock.engine.op.Subscripts;
import io.github.gradlock.engine.op.Turns;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of views, joins, pieces, copies and subscripts. */
final class StructureCalls {
    private StructureCalls() {}

    static void addTo(CallTable t) {
        shapes(t);
        orders(t);
        parts(t);
        joins(t);
        pieces(t);
        diagonals(t);
        repeats(t);
        selections(t);
    }

    private static void shapes(CallTable t) {
        t.one("reshape", call -> call.x().reshape(call.sizes()));
        t.binary("reshape_as", Tensor::reshapeAs);
        t.one("view", call -> call.x().view(call.sizes()));
        t.binary("view_as", Tensor::viewAs);
        t.one("expand", call -> call.x().expand(call.sizes()));
        t.binary("expand_as", Tensor::expandAs);
        t.one("broadcast_to", call -> call.x().broadcastTo(call.sizes()));
        t.one(
                "squeeze",
                call -> call.has(0, "dim")
                        ? call.x().squeeze(call.integers(0, "dim"))
                        : call.x().squeeze());
        t.one("unsqueeze", call -> call.x().unsqueeze(call.integer(0, "dim")));
        t.one("flatten", call -> call.x().flatten(call.integer(0, "start_dim", 0), call.integer(1, "end_dim", -1)));
        t.one("unflatten", call -> call.x().unflatten(call.integer(0, "dim"), call.integers(1, "sizes")));
        t.unary("contiguous", Tensor::contiguous);
    }

    private static void orders(CallTable t) {
        t.one("permute", call -> call.x().permute(call.sizes()));
        t.one("transpose", call -> call.x().transpose(call.integer(0, "dim0"), call.integer(1, "dim1")));
        t.one("swapaxes", call -> call.x().swapaxes(call.integer(0, "axis0"), call.integer(1, "axis1")));
        t.unary("t", Tensor::t);
        t.one("movedim", call -> call.x().movedim(call.integers(0, "source"), call.integers(1, "destination")));
        t.one("moveaxis", call -> call.x().moveaxis(call.integers(0, "source"), call.integers(1, "destination")));
    }

    private static void parts(CallTable t) {
        t.one("narrow", call -> {
            int start = call.isTensor(1) ? (int) call.tensor(1, "start").item() : call.integer(1, "start");
            return call.x().narrow(call.integer(0, "dim"), start, call.integer(2, "length"));
        });
        t.one("select", call -> call.x().select(call.integer(0, "dim"), call.integer(1, "index")));
        t.one(
                "unfold",
                call -> call.x()
                        .unfold(call.integer(0, "dimension"), call.integer(1, "size"), call.integer(2, "step")));
        t.one("as_strided", call -> {
            Tensor x = call.x();
            int offset = call.integer(2, "storage_offset", x.offset());
            return x.asStrided(call.integers(0, "size"), call.integers(1, "stride"), offset);
        });
    }

    private static void joins(CallTable t) {
        t.one("cat", call -> Joins.cat(call.all(), call.integer(0, "dim", 0)));
        t.one("stack", call -> Joins.stack(call.all(), call.integer(0, "dim", 0)));
        t.one("hstack", call -> Joins.hstack(call.all()));
        t.one("vstack", call -> Joins.vstack(call.all()));
        t.one("dstack", call -> Joins.dstack(call.all()));
        t.one("block_diag", call -> Joins.blockDiag(tensors(call)));
        t.many(
                "meshgrid",
                call -> array(Repeats.meshgrid(
                        tensors(call), call.text(-1, "indexing", "ij").equals("xy"))));
    }

    /** Tensors may be given as a list, or one by one. */
    private static List<Tensor> tensors(Call call) {
        List<Tensor> all = new ArrayList<>(call.all());
        all.addAll(call.tensorsFrom(0));
        return all;
    }

    private static void pieces(CallTable t) {
        t.many("split", call -> {
            int[] sizes = call.integers(0, "split_size");
            int dim = call.integer(1, "dim", 0);
            return array(call.isList(0) ? call.x().split(sizes, dim) : call.x().split(sizes[0], dim));
        });
        t.many(
                "split_with_sizes",
                call -> array(call.x().split(call.integers(0, "split_sizes"), call.integer(1, "dim", 0))));
        t.many("chunk", call -> array(call.x().chunk(call.integer(0, "chunks"), call.integer(1, "dim", 0))));
        t.many("unbind", call -> array(call.x().unbind(call.integer(0, "dim", 0))));
        t.many("tensor_split", call -> {
            int dim = call.integer(1, "dim", 0);
            if (call.isTensor(0)) {
                Tensor at = call.tensor(0, "tensor_indices_or_sections");
                int[] indices = ints(at);
                return array(
                        at.rank() == 0
                                ? call.x().tensorSplit(indices[0], dim)
                                : call.x().tensorSplit(indices, dim));
            }
            int[] given = call.integers(0, "indices_or_sections");
            return array(
                    call.isList(0) ? call.x().tensorSplit(given, dim) : call.x().tensorSplit(given[0], dim));
        });
    }

    private static int[] ints(Tensor tensor) {
        long[] values = tensor.toLongArray();
        int[] result = new int[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (int) values[i];
        }
        return result;
    }

    private static Tensor[] array(List<Tensor> tensors) {
        return tensors.toArray(Tensor[]::new);
    }

    private static void diagonals(CallTable t) {
        t.one(
                "diagonal",
                call -> call.x()
                        .diagonal(
                                call.integer(0, "offset", 0), call.integer(1, "dim1", 0), call.integer(2, "dim2", 1)));
        t.one(
                "diag_embed",
                call -> call.x()
                        .diagEmbed(
                                call.integer(0, "offset", 0),
                                call.integer(1, "dim1", -2),
                                call.integer(2, "dim2", -1)));
        t.one("diag", call -> call.x().diag(call.integer(0, "diagonal", 0)));
        t.unary("trace", Diagonals::trace);
        t.one("tril", call -> call.x().tril(call.integer(0, "diagonal", 0)));
        t.one("triu", call -> call.x().triu(call.integer(0, "diagonal", 0)));
    }

    private static void repeats(CallTable t) {
        t.one("repeat", call -> call.x().repeat(call.sizes()));
        t.one("tile", call -> call.x().tile(call.sizes()));
        t.one("repeat_interleave", StructureCalls::repeatInterleave);
        t.one("flip", call -> call.x().flip(call.integers(0, "dims")));
        t.unary("flipud", Turns::flipud);
        t.unary("fliplr", Turns::fliplr);
        t.one("roll", call -> call.x().roll(call.integers(0, "shifts"), call.integers(1, "dims")));
        t.one("rot90", call -> {
            int times = call.integer(0, "k", 1);
            return Turns.rot90(call.x(), times, call.has(1, "dims") ? call.integers(1, "dims") : new int[] {0, 1});
        });
    }

    private static Tensor repeatInterleave(Call call) {
        @Nullable Integer dim = call.integerOrNull(1, "dim");
        Tensor result = call.isTensor(0, "repeats")
                ? call.x().repeatInterleave(call.tensor(0, "repeats"), dim)
                : call.x().repeatInterleave(call.integer(0, "repeats"), dim);
        Integer size = call.integerOrNull(-1, "output_size");
        if (size != null && size != result.size(dim == null ? 0 : dim)) {
            throw new IllegalStateException("output size " + size + " is not that of " + result.shape());
        }
        return result;
    }

    private static void selections(CallTable t) {
        t.one("__getitem__", call -> Subscripts.get(call.x(), call.subscript(0)));
        t.one(
                "index_put",
                call -> Subscripts.put(
                        call.x(), call.tensor(1, "values"), call.flag(2, "accumulate", false), call.subscript(0)));
        t.binary("masked_select", Masks::maskedSelect);
        t.one(
                "masked_scatter",
                call -> Masks.maskedScatter(call.x(), call.tensor(0, "mask"), call.tensor(1, "source")));
        t.binary("take", Subscripts::take);
        t.one("take_along_dim", call -> {
            Tensor index = call.tensor(0, "indices");
            Integer dim = call.integerOrNull(1, "dim");
            return dim == null
                    ? Subscripts.takeAlongDim(call.x(), index)
                    : Subscripts.takeAlongDim(call.x(), index, dim);
        });
        t.unary("nonzero", Masks::nonzero);
    }
}
