package io.github.gradlock.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What the child process is asked for.
 *
 * @param quick whether a rough look is enough
 * @param list whether the rows are only listed
 * @param only patterns of rows; none is all
 */
record Arguments(boolean quick, boolean list, List<String> only) {
    /**
     * Reads the command line of the child.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    static Arguments parse(String... arguments) {
        boolean quick = false;
        boolean list = false;
        List<String> only = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--list" -> list = true;
                case "--only" -> {
                    if (++i == arguments.length) {
                        throw new IllegalArgumentException("--only needs a pattern");
                    }
                    only.add(arguments[i]);
                }
                default -> throw new IllegalArgumentException("unknown argument: " + arguments[i]);
            }
        }
        return new Arguments(quick, list, List.copyOf(only));
    }

    /** Returns the rows that are asked for. */
    List<Work> rows() {
        return WorkList.chosen(WorkList.all(Scale.FULL), quick, only);
    }

    Pace pace() {
        return quick ? Pace.QUICK : Pace.FULL;
    }
}
