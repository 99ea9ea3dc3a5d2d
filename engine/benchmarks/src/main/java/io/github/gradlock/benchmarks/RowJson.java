package io.github.gradlock.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows as the child process writes them. */
final class RowJson {
    private RowJson() {}

    /** Returns what a row is. */
    static Map<String, Object> identity(Work work) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("work", work.name());
        row.put("dtype", work.dtype());
        row.put("size", work.size());
        return row;
    }
}
