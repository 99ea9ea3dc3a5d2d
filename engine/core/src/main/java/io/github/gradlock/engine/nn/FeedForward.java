package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;

/** The two linear layers of a transformer layer; not a module, since PyTorch names its parts directly below the layer. */
record FeedForward(Linear linear1, Dropout dropout, Linear linear2, TransformerOptions options) {
    Tensor apply(Tensor x) {
        return linear2.call(dropout.call(options.activation().apply(linear1.call(x))));
    }
}
