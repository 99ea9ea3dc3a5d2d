package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;

/** Runs ops without recording; used where no other interpreter is on the class path. */
final class PlainInterpreter implements Interpreter {
    @Override
    public Tensor[] apply(Op op, Tensor... inputs) {
        return Dispatch.execute(op, new PlainContext(Dispatch.kernels(inputs)), inputs);
    }

    @Override
    public void assign(String name, Tensor target, Tensor value) {
        Dispatch.overwrite(target, value);
    }

    /** Keeps nothing, since no backward will follow. */
    private record PlainContext(Kernels kernels) implements OpContext {
        @Override
        public void save(Tensor... tensors) {}

        @Override
        public Tensor saved(int index) {
            throw new IllegalStateException("nothing is saved outside of a recorded graph");
        }

        @Override
        public boolean needsInputGrad(int index) {
            return false;
        }
    }
}
