package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.math.Philox;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Random samples. The seed is Philox's key, the stream the upper half of its counter, and the lower half counts blocks of four
 * words: a float32 sample takes the upper 24 bits of one word, a float64 sample the upper 53 of two, the first being the higher.
 */
final class RandomKernels {
    private static final int GRAIN = 1 << 12;

    private final Workers workers;

    RandomKernels(Workers workers) {
        this.workers = workers;
    }

    void uniform(long seed, long stream, Tensor out) {
        Nest nest = Nest.of(out);
        int step = nest.step(0);
        workers.split(nest.size(), GRAIN, (from, to) -> {
            int[] words = new int[4];
            Nest.Row row =
                    switch (out.dtype()) {
                        case FLOAT32 -> floats(seed, stream, words, step, HostStorage.floats(out));
                        case FLOAT64 -> doubles(seed, stream, words, step, HostStorage.doubles(out));
                        case INT64, BOOL ->
                            throw new IllegalArgumentException("uniform samples are floating, not " + out.dtype());
                    };
            nest.forEach(from, to, row);
        });
    }

    private static Nest.Row floats(long seed, long stream, int[] words, int step, float[] out) {
        return (at, first, count) -> {
            for (int i = 0, io = at[0]; i < count; i++, io += step) {
                int sample = first + i;
                if (i == 0 || (sample & 3) == 0) {
                    Philox.block(sample >>> 2, stream, seed, words);
                }
                out[io] = (words[sample & 3] >>> 8) * 0x1p-24f;
            }
        };
    }

    private static Nest.Row doubles(long seed, long stream, int[] words, int step, double[] out) {
        return (at, first, count) -> {
            for (int i = 0, io = at[0]; i < count; i++, io += step) {
                int sample = first + i;
                if (i == 0 || (sample & 1) == 0) {
                    Philox.block(sample >>> 1, stream, seed, words);
                }
                int word = 2 * (sample & 1);
                long bits = (long) words[word] << 32 | words[word + 1] & 0xFFFFFFFFL;
                out[io] = (bits >>> 11) * 0x1p-53;
            }
        };
    }
}
