package io.github.gradlock.benchmark.lanes;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Calls of a function until C2 has compiled it, which shows in its results. A clock would be too early on a slow machine. */
public final class WarmUp {
    private static final Pattern WITHOUT_C2 = Pattern.compile("-Xint|-XX:TieredStopAtLevel=[0-3]");

    /** Where nothing changes by then, compiled and interpreted code agree, or the function was compiled before. */
    private static final long MOST_NANOS = 5_000_000_000L;

    /** Of a loop that is compiled while it runs, some elements come from the one code and some from the other. */
    private static final long STEADY_NANOS = 200_000_000L;

    private boolean over;

    /** Calls a function, unless C2 is off or this was done before, until it gives something else than at first, and keeps to it. */
    public void until(Supplier<?> function) {
        if (over || isWithoutC2()) {
            return;
        }
        long start = System.nanoTime();
        Object first = function.get();
        Object last = first;
        long since = start;
        long now = start;
        while (now - start < MOST_NANOS && (Objects.deepEquals(first, last) || now - since < STEADY_NANOS)) {
            Object result = function.get();
            now = System.nanoTime();
            if (!Objects.deepEquals(result, last)) {
                last = result;
                since = now;
            }
        }
        over = true;
    }

    private static boolean isWithoutC2() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> WITHOUT_C2.matcher(argument).matches());
    }
}
