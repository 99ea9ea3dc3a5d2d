package io.github.gradlock.harness.speed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** What was measured, as it grows: for each JDK, number of threads and provider of kernels a header, and rows. */
public final class SpeedResult {
    private final boolean quick;
    private final List<JsonNode> headers = new ArrayList<>();
    private final List<SpeedRow> rows = new ArrayList<>();
    private final Map<String, Double> python = new HashMap<>();

    /** Begins with nothing. */
    public SpeedResult(boolean quick) {
        this.quick = quick;
    }

    /** Takes what a process says of itself; the rows that follow are its. */
    public void header(JsonNode header) {
        headers.add(header);
    }

    /** Takes what Python's PyTorch needs for the rows of the next process. */
    public void python(Map<String, Double> times) {
        python.clear();
        python.putAll(times);
    }

    /** Returns the name of a row, {@code WORK/SIZE/DTYPE}. */
    public static String id(JsonNode row) {
        return row.path("work").asText() + "/" + row.path("size").asText() + "/"
                + row.path("dtype").asText();
    }

    /** Takes a row of the process that spoke last. */
    public SpeedRow row(JsonNode node) {
        JsonNode header = headers.get(headers.size() - 1);
        SpeedRow row = SpeedRow.of(
                node,
                header.path("kernelThreads").asInt(),
                header.path("jdk").asText(),
                header.path("kernels").asText(),
                python.get(id(node)));
        rows.add(row);
        return row;
    }

    /** Returns whether only a rough look was asked for. */
    public boolean isQuick() {
        return quick;
    }

    /** Returns all rows so far. */
    public List<SpeedRow> rows() {
        return List.copyOf(rows);
    }

    /** Returns whether the two sides computed the same thing in every row. */
    public boolean agrees() {
        return rows.stream().allMatch(row -> row.problem() == null);
    }

    /** Returns the names of our providers of kernels, in the order in which they were measured. */
    public List<String> kernels() {
        return rows.stream().map(SpeedRow::kernels).distinct().toList();
    }

    /** Returns the geometric mean of the ratios of one of our providers; nothing where there are none. */
    public OptionalDouble mean(String kernels) {
        return geometricMean(rows.stream()
                .filter(row -> row.kernels().equals(kernels))
                .map(SpeedRow::ratio)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
    }

    /** Returns the geometric mean; nothing of nothing. */
    static OptionalDouble geometricMean(DoubleStream values) {
        return values.map(Math::log).average().stream().map(Math::exp).findFirst();
    }

    /** Returns the document of {@code --json}; its schema is {@code bench-speed.schema.json}. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("exit", agrees() ? 0 : 1);
        document.put("quick", quick);
        document.put("runs", headers);
        document.put("rows", rows.stream().map(SpeedRow::document).toList());
        return document;
    }
}
