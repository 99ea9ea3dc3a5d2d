package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backward step of an applied op. */
final class OpNode extends Node {
    private static final String ENGINE = "io.github.gradlock.engine.";

    private final Op op;

    /** Made of the op's name when it is first asked for. */
    private @Nullable String name;

    private final Kernels kernels;
    private final GradientSpec[] slots;
    private Saved @Nullable [] saved = {};

    OpNode(Op op, Kernels kernels, GradientSpec[] slots, @Nullable Edge... edges) {
        this(op, null, kernels, slots, edges);
    }

    OpNode(Op op, @Nullable String name, Kernels kernels, GradientSpec[] slots, @Nullable Edge... edges) {
        super(edges);
        this.op = op;
        this.name = name;
        this.kernels = kernels;
        this.slots = slots;
    }

    /** Turns {@code log_softmax} into {@code LogSoftmaxBackward}. */
    static String backwardName(String op) {
        StringBuilder name = new StringBuilder();
        for (String word : op.split("_", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.append("Backward").toString();
    }

    /** Keeps what the op saved; after the outputs have their history, since they may be among it. */
    void save(ThreadState thread, List<Tensor> kept) {
        Saved[] all = new Saved[kept.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = SavedTensor.of(thread, op, i, kept.get(i));
        }
        saved = all;
    }

    @Override
    public String name() {
        String known = name;
        if (known == null) {
            known = backwardName(op.name());
            name = known;
        }
        return known;
    }

    @Override
    int slotCount() {
        return slots.length;
    }

    @Override
    GradientSpec gradient(int slot) {
        return slots[slot];
    }

    @Override
    @Nullable
    Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        if (saved == null) {
            throw freed();
        }
        boolean materialises = !(op instanceof FunctionOp function) || function.materialisesGrads();
        @Nullable Tensor[] given = new Tensor[slots.length];
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].dtype().isFloating()) {
                given[i] = gradients[i] == null && materialises ? slots[i].zeros() : gradients[i];
            }
        }
        @Nullable Tensor[] results = op.backward(new BackwardContext(op, kernels, wanted, this::unpack), given);
        if (results == null) {
            throw new IllegalStateException(
                    "function " + name() + " returned null; return one gradient for each of its " + inputCount()
                            + " inputs, null where none is needed");
        }
        if (results.length != inputCount()) {
            throw new IllegalStateException(
                    "function " + name() + " returned an incorrect number of gradients (expected "
                            + inputCount() + ", got " + results.length
                            + "); return one for each input, null where none is needed");
        }
        return results;
    }

    private Tensor unpack(int index) {
        Saved[] all = saved;
        if (all == null) {
            throw freed();
        }
        Saved one = all[index];
        BackwardPass pass = ThreadState.current().pass;
        // What a user's hook unpacks, or a checkpoint computes anew, may be kept elsewhere.
        return one instanceof SavedTensor || pass == null
                ? one.unpack(op.name())
                : pass.memory().foreign(() -> one.unpack(op.name()));
    }

    @Override
    boolean isForeign() {
        return op instanceof FunctionOp || !op.getClass().getPackageName().startsWith(ENGINE);
    }

    /** A node that saved nothing can be passed again, as in PyTorch. */
    @Override
    void release() {
        if (saved != null && saved.length > 0) {
            saved = null;
        }
    }

    @Override
    List<Tensor> savedTensors() {
        List<Tensor> tensors = new ArrayList<>();
        for (Saved each : saved == null ? new Saved[0] : saved) {
            if (each instanceof SavedTensor plain) {
                tensors.add(plain.tensor());
            }
        }
        return tensors;
    }

    private static IllegalStateException freed() {
        return new IllegalStateException(
                "Trying to backward through the graph a second time (or directly access saved"
                        + " tensors after they have already been freed). Saved intermediate values of the graph are freed when you"
                        + " call backward() or Autograd.grad(). Specify retainGraph=true, which is GradOptions.DEFAULT.retainingGraph(),"
                        + " if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.");
    }
}
