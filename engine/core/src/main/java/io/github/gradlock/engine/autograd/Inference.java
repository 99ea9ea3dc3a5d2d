package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.AutogradMeta;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Marks the results of operations in inference mode: they keep no history, and can never have one. */
final class Inference {
    private static final AutogradMeta MARK = new Mark();

    private Inference() {}

    private record Mark() implements AutogradMeta {
        @Override
        public boolean requiresGrad() {
            return false;
        }

        @Override
        public @Nullable String gradFnText() {
            return null;
        }
    }

    static void mark(Tensor tensor) {
        tensor.setAutograd(MARK);
    }

    static boolean isMarked(Tensor tensor) {
        return tensor.autograd() == MARK;
    }

    static void refuseMarked(Tensor tensor) {
        if (isMarked(tensor)) {
            throw new IllegalStateException("Setting requiresGrad=true or a gradient on inference tensor outside"
                    + " InferenceMode is not allowed: a " + GradientSpec.of(tensor)
                    + "; make a copy() outside inferenceMode to get a normal tensor.");
        }
    }

    static void refuseChange(String name, Tensor tensor) {
        if (isMarked(tensor)) {
            throw new IllegalStateException("Inplace update to inference tensor outside InferenceMode is not allowed: "
                    + name + " on a " + GradientSpec.of(tensor)
                    + ". You can make a copy() to get a normal tensor before doing inplace update.");
        }
    }
}
