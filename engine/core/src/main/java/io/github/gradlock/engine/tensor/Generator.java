package io.github.gradlock.engine.tensor;

/**
 * Counts the streams of random numbers that were drawn from a seed, as {@code torch.Generator} keeps the state of one.
 *
 * <p>Numbers come from Philox 4×32-10 (rule 9 of the contract): sample i of stream s of a seed is always the same, whatever the
 * machine and the number of threads. Everything that draws takes the next stream, or the next two; so a program that draws in the
 * same order from the same seed draws the same. There is no generator behind the scenes. Not for use by several threads at once.
 */
public final class Generator {
    private final long seed;
    private long streams;

    /** Begins with stream 0 of a seed. */
    public Generator(long seed) {
        this(seed, 0);
    }

    /** Begins with a stream of a seed: with what {@link #streams} said, it goes on where another generator was. */
    public Generator(long seed, long firstStream) {
        this.seed = seed;
        this.streams = firstStream;
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Returns the number of the stream that will be drawn next. */
    public long streams() {
        return streams;
    }

    /** Takes the next stream and returns its number. */
    public long nextStream() {
        return streams++;
    }
}
