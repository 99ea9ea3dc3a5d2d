package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * The random numbers of a module that samples: a seed, and a counter that gives each call a stream of its own. Registered with {@link
 * Module#randomStream}, its place is part of {@link Module#randomState()}.
 */
public final class RandomStream {
    private long seed;
    private long calls;

    RandomStream(long seed) {
        this.seed = seed;
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Returns the stream of the next call, and goes on: 0, 1, 2 and so on. */
    public long next() {
        return calls++;
    }

    /** Returns seed and number of calls, int64 {@code [2]}. */
    Tensor state() {
        return Tensors.of(new long[] {seed, calls});
    }

    void load(Tensor state) {
        long[] values = state.to(DType.INT64).toLongArray();
        seed = values[0];
        calls = values[1];
    }
}
