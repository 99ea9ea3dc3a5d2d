package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a pack hook made of a saved tensor, and how to put the tensor back into the graph when it is unpacked. */
final class PackedTensor implements Saved {
    private final Object packed;
    private final Function<Object, Tensor> unpack;
    private final GradientSpec spec;
    private final @Nullable Edge edge;
    private final @Nullable Tangents tangents;

    /** Version to hold the tensor to, or -1 if what was packed has a storage of its own. */
    private final int version;

    PackedTensor(String op, Tensor tensor, Function<Tensor, Object> pack, Function<Object, Tensor> unpack) {
        int before = tensor.version();
        this.packed = Autograd.noGrad(() -> pack.apply(Views.detach(tensor)));
        if (tensor.version() != before) {
            throw new IllegalStateException(
                    "A saved tensor pack hook is modifying its input in place: a "
                            + GradientSpec.of(tensor) + " saved by " + op
                            + ". Tensors provided as input to pack hook can not be"
                            + " modified by in-place operations as this can lead to unexpected side-effects; work on a copy().");
        }
        boolean shared = packed instanceof Tensor same && same.storage() == tensor.storage();
        this.version = shared ? before : -1;
        this.unpack = unpack;
        this.spec = GradientSpec.of(tensor);
        this.edge = GradState.edge(tensor);
        this.tangents = Tangents.snapshot(ThreadState.current(), tensor);
    }

    @Override
    public Tensor unpack(String op) {
        Tensor tensor = Autograd.noGrad(() -> unpack.apply(packed));
        if (!GradientSpec.of(tensor).equals(spec)) {
            throw new IllegalStateException("the unpack hook of a tensor saved by " + op + " returned "
                    + GradientSpec.of(tensor) + ", expected " + spec);
        }
        if (version >= 0) {
            SavedTensor.checkVersion(op, tensor, version);
        }
        return linked(tensor, edge, tangents);
    }

    /** Returns the same elements as a tensor of the graph. */
    static Tensor linked(Tensor tensor, @Nullable Edge edge, @Nullable Tangents tangents) {
        Tensor result = tensor.alias(tensor.layout());
        GradState state = GradState.of(result);
        state.link(edge);
        state.setTangents(tangents);
        return result;
    }
}
