package io.github.gradlock.harness.speed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measured row.
 *
 * @param work what is computed
 * @param dtype of its tensors
 * @param size of its tensors
 * @param threads that both sides had
 * @param jdk version of the JDK
 * @param kernels name of our provider of kernels
 * @param ours seconds a run of our side; null if it was not measured
 * @param theirs seconds of PyTorch's, without those of empty calls; null where libtorch has no such thing
 * @param ratioLow the least ratio of a round
 * @param ratioHigh the greatest ratio of a round
 * @param binding seconds of the empty calls in a run of PyTorch's, which were taken off; null where they cannot be seen
 * @param deviation how far the results of the two sides are apart, as a share of the greatest element
 * @param tolerance how far they may be
 * @param oursBytes the most memory that runs of our side need; null where it is not measured
 * @param theirsBytes the most memory that runs of PyTorch's need
 * @param python seconds of the PyTorch of this machine's Python, not by turns; null where there is none
 * @param problem why nothing was measured; null if it was
 */
public record SpeedRow(
        String work,
        String dtype,
        String size,
        int threads,
        String jdk,
        String kernels,
        @Nullable Double ours,
        @Nullable Double theirs,
        @Nullable Double ratioLow,
        @Nullable Double ratioHigh,
        @Nullable Double binding,
        @Nullable Double deviation,
        @Nullable Double tolerance,
        @Nullable Double oursBytes,
        @Nullable Double theirsBytes,
        @Nullable Double python,
        @Nullable String problem) {
    /** Reads what the process wrote. */
    static SpeedRow of(JsonNode node, int threads, String jdk, String kernels, @Nullable Double python) {
        return new SpeedRow(
                node.path("work").asText(),
                node.path("dtype").asText(),
                node.path("size").asText(),
                threads,
                jdk,
                kernels,
                number(node, "ours"),
                number(node, "theirs"),
                number(node, "ratioLow"),
                number(node, "ratioHigh"),
                number(node, "binding"),
                number(node, "deviation"),
                number(node, "tolerance"),
                number(node, "oursBytes"),
                number(node, "theirsBytes"),
                python,
                node.has("problem") ? node.path("problem").asText() : null);
    }

    private static @Nullable Double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : null;
    }

    /** Returns how many times as long as we PyTorch takes: more than 1 if we are faster; null where one was not measured. */
    public @Nullable Double ratio() {
        return ours == null || theirs == null ? null : theirs / ours;
    }

    /** Returns its name, {@code WORK/SIZE/DTYPE}. */
    String id() {
        return work + "/" + size + "/" + dtype;
    }

    /** Returns which release of Java the JDK is, {@code 17}. */
    String release() {
        return jdk.replaceAll("[.+-].*", "");
    }

    /** Returns it for a program. */
    Map<String, Object> document() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("work", work);
        row.put("dtype", dtype);
        row.put("size", size);
        row.put("threads", threads);
        row.put("jdk", jdk);
        row.put("kernels", kernels);
        row.put("ours", ours);
        row.put("theirs", theirs);
        row.put("ratio", ratio());
        row.put("ratioLow", ratioLow);
        row.put("ratioHigh", ratioHigh);
        row.put("binding", binding);
        row.put("deviation", deviation);
        row.put("tolerance", tolerance);
        row.put("oursBytes", oursBytes == null ? null : oursBytes.longValue());
        row.put("theirsBytes", theirsBytes == null ? null : theirsBytes.longValue());
        row.put("python", python);
        row.put("problem", problem);
        Map<String, Object> known = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }
}
