package io.github.gradlock.engine.kernel;

/** The constants of the numerics contract, which {@code engine/docs/numerics.md} states and explains. */
public final class Numerics {
    /** The version of the contract; a change of any rule or constant is a new version. */
    public static final int CONTRACT_VERSION = 1;

    /** Lanes of a sum: element i of a block is added to lane i mod 64, and lanes combine by halving (rule 4). */
    public static final int SUM_LANES = 64;

    /** Elements of a block of a sum; blocks combine by a pairwise tree in block order (rule 4). */
    public static final int SUM_BLOCK = 1024;

    private Numerics() {}
}
