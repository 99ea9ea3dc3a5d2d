package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One checkpointed run: what it saved, as digests, and what the second run gave, as tensors. */
final class CheckpointRegion implements Packing {
    private final MultiFunction function;
    private final Tensor[] inputs;
    private final int[] versions;
    private final List<Digest> expected = new ArrayList<>();
    private final List<Digest> expectedOutputs = new ArrayList<>();
    private @Nullable Tensor[] recomputed = {};

    /** Counts ops that saved something. */
    private int ops;

    CheckpointRegion(MultiFunction function, Tensor... inputs) {
        this.function = function;
        this.inputs = inputs;
        this.versions = Arrays.stream(inputs).mapToInt(Tensor::version).toArray();
    }

    /** A place in the run: the tensor itself is not kept. */
    private final class Place implements Saved {
        private final int index;
        private final @Nullable Edge edge;
        private final @Nullable Tangents tangents;

        Place(int index, Tensor tensor) {
            this.index = index;
            this.edge = GradState.edge(tensor);
            this.tangents = Tangents.snapshot(ThreadState.current(), tensor);
        }

        @Override
        public Tensor unpack(String op) {
            return PackedTensor.linked(take(index), edge, tangents);
        }
    }

    @Override
    public Saved pack(Op op, int position, Tensor tensor) {
        ops += position == 0 ? 1 : 0;
        expected.add(Digest.of(label(op, position, ops), tensor));
        return new Place(expected.size() - 1, tensor);
    }

    private static String label(Op op, int position, int ops) {
        return "saved tensor " + position + " of " + op.name() + ", op " + ops + " of those that save";
    }

    Tensor[] first(Tensor... outputs) {
        for (int i = 0; i < outputs.length; i++) {
            expectedOutputs.add(Digest.of("output " + i, outputs[i]));
        }
        return outputs;
    }

    /** Hands a tensor out once, so that it can be collected; a second pass computes all of them anew. */
    private Tensor take(int index) {
        Tensor tensor = index < recomputed.length ? recomputed[index] : null;
        if (tensor == null) {
            recomputed = recompute();
            tensor = recomputed[index];
        }
        if (tensor == null) {
            throw new IllegalStateException(
                    "a checkpoint lost " + expected.get(index).label());
        }
        recomputed[index] = null;
        return tensor;
    }

    private Tensor[] recompute() {
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].version() != versions[i]) {
                throw new IllegalStateException("input " + i + " of a checkpointed function, a "
                        + GradientSpec.of(inputs[i]) + ", was changed in place: it is at version " + inputs[i].version()
                        + "; expected version " + versions[i] + " instead. Give the checkpoint a copy().");
            }
        }
        Second run = new Second();
        ThreadState thread = ThreadState.current();
        Tensor[][] outputs = new Tensor[1][];
        GradScope scope = SavedTensorHooks.with(run);
        try (scope) {
            Propagation.atDepth(thread, 0, () -> outputs[0] = Autograd.enableGrad(() -> function.apply(inputs)));
        }
        run.check(outputs[0]);
        return run.tensors.toArray(Tensor[]::new);
    }

    /** Keeps what the second run saves, held to what the first one saved. */
    private final class Second implements Packing {
        private final List<Tensor> tensors = new ArrayList<>();
        private int again;

        @Override
        public Saved pack(Op op, int position, Tensor tensor) {
            again += position == 0 ? 1 : 0;
            String label = label(op, position, again);
            if (tensors.size() >= expected.size()) {
                throw differs(label + ", where the first run saved nothing more");
            }
            compare(expected.get(tensors.size()), Digest.of(label, tensor));
            Tensor shown = Autograd.noGrad(tensor::detach);
            tensors.add(shown);
            return new SavedTensor(tensor, tensor.version());
        }

        void check(Tensor... outputs) {
            if (tensors.size() != expected.size() || outputs.length != expectedOutputs.size()) {
                throw differs(tensors.size() + " saved tensors and " + outputs.length
                        + " outputs, where the first run had " + expected.size() + " and " + expectedOutputs.size());
            }
            for (int i = 0; i < outputs.length; i++) {
                compare(expectedOutputs.get(i), Digest.of("output " + i, outputs[i]));
            }
        }
    }

    private static void compare(Digest first, Digest second) {
        if (!first.equals(second)) {
            throw differs(second + ", where the first run had " + first);
        }
    }

    private static IllegalStateException differs(String how) {
        return new IllegalStateException("the recomputation of a checkpoint differs from its first run: " + how
                + ". The function must give the same bits again: it may neither count its calls, nor read what changes between"
                + " the runs, parameters for instance.");
    }
}
