package io.github.gradlock.benchmark;

/** Which of two builds of a library this process stands for. */
public final class Side {
    /** The environment variable that makes a process stand for the other build: the same for every such fault. */
    public static final String OTHER = "BENCHMARK_SIDE=b";

    private static final boolean IS_OTHER = "b".equals(System.getenv("BENCHMARK_SIDE"));

    private Side() {}

    /** Returns whether this process stands for the other build. */
    public static boolean isOther() {
        return IS_OTHER;
    }

    /** Returns what belongs to the build that this process stands for. */
    public static <T> T choose(T usual, T other) {
        return IS_OTHER ? other : usual;
    }
}
