package io.github.gradlock.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How large the tensors of the rows are. */
enum Scale {
    /** As they are measured. */
    FULL,
    /** So small that a test runs every row. */
    TINY;

    private static final int KEPT = 16;
    private static final int SMALL = 8;

    /** Returns a size at this scale. */
    int of(int full) {
        return this == FULL || full <= KEPT ? full : SMALL;
    }

    /** Returns sizes for people: {@code 1000x3x777}. */
    static String text(int... sizes) {
        return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    }

    /** Returns a number of elements for people: {@code 16M}. */
    static String elements(int count) {
        int kibi = 1 << 10;
        if (count >= kibi * kibi) {
            return count / kibi / kibi + "M";
        }
        return count >= kibi ? count / kibi + "k" : String.valueOf(count);
    }
}
