package io.github.gradlock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All rows, in the order of the table. */
final class WorkList {
    private WorkList() {}

    /** Returns every row at a scale. */
    static List<Work> all(Scale scale) {
        List<Work> all = new ArrayList<>();
        all.addAll(Products.rows(scale));
        all.addAll(Elementwise.rows(scale));
        all.addAll(RowWise.rows(scale));
        all.addAll(Convolutions.rows(scale));
        all.addAll(Lookups.rows(scale));
        all.addAll(Networks.rows(scale));
        all.addAll(SmallGraphs.rows());
        return all;
    }

    /**
     * Chooses rows.
     *
     * @param quick whether only those of {@code --quick} are wanted
     * @param patterns of names or of {@code name/size/dtype}, in which {@code *} is any text; none is all
     */
    static List<Work> chosen(List<Work> all, boolean quick, List<String> patterns) {
        return all.stream()
                .filter(work -> work.quick() || !quick)
                .filter(work -> patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, work)))
                .toList();
    }

    private static boolean matches(String pattern, Work work) {
        Pattern compiled = Pattern.compile(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"));
        return compiled.matcher(work.name()).matches()
                || compiled.matcher(work.name() + "/" + work.size()).matches()
                || compiled.matcher(work.id()).matches();
    }
}
