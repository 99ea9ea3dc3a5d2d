package io.github.gradlock.engine.kernel.vector;

/**
 * From which amount of work vectors are worth a call, and threads a share of it.
 *
 * @param least the fewest elements that are computed in vectors; 0 for all, with whatever threads there are, which is for checks of the bits
 * @param waits whether loops are left to the reference until they are compiled
 */
record Worth(int least, boolean waits) {
    /** Elements of which some are worth a thread of their own. */
    private static final int SHARE = 2048;

    /** Waits for the compiler, unless all is to be computed in vectors. */
    Worth(int least) {
        this(least, least > 0);
    }

    /** Returns whether all is to be computed in vectors, at whatever cost. */
    boolean always() {
        return least == 0;
    }

    /** Returns whether so many elements, or steps of one element, are too few. */
    boolean isTooSmall(long elements) {
        return elements < least;
    }

    /**
     * Returns the fewest elements of a thread of its own.
     *
     * @param times how often a certain number of elements is worth it, by what they take
     */
    int share(int times) {
        return always() ? 0 : times * SHARE;
    }
}
