package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Padding;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/** What an image is surrounded with. */
public enum PaddingMode {
    /** Zeros. */
    ZEROS("ZeroPad"),
    /** The image mirrored at its outermost elements. */
    REFLECT("ReflectionPad"),
    /** The outermost elements. */
    REPLICATE("ReplicationPad"),
    /** The other end of the image. */
    CIRCULAR("CircularPad");

    private final String module;

    PaddingMode(String module) {
        this.module = module;
    }

    /** Pads, from the last dimension on. */
    Tensor pad(Tensor x, int... padding) {
        return switch (this) {
            case ZEROS -> Padding.constant(x, 0, padding);
            case REFLECT -> Padding.reflect(x, padding);
            case REPLICATE -> Padding.replicate(x, padding);
            case CIRCULAR -> Padding.circular(x, padding);
        };
    }

    String moduleName(int dims) {
        return module + dims + "d";
    }

    /** Returns PyTorch's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
