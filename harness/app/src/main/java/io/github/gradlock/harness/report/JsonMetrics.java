package io.github.gradlock.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.diff.DifferenceMap;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.UlpHistogram;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two tensors differ, in numbers, for the document of {@code --json}. */
final class JsonMetrics {
    private static final List<Integer> PERCENTILES = List.of(50, 90, 99);

    private JsonMetrics() {}

    static ObjectNode of(PairDifference pair) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("dtype", pair.type().name());
        pair.shape().forEach(node.putArray("shape")::add);
        node.put("beyondPolicy", pair.beyondPolicy());
        node.put("maxRel", pair.maxRel() == null ? null : (Double) pair.maxRel().value());
        node.put("significantBits", pair.significantBits());
        node.put("normalisedError", pair.normalisedError());
        node.put("nan", pair.nanMismatches());
        node.put("infinity", pair.infinityMismatches());
        node.put("signedZero", pair.signedZeroMismatches());
        ulps(node, pair);
        map(node, pair.map());
        return node;
    }

    private static void ulps(ObjectNode node, PairDifference pair) {
        UlpHistogram ulps = pair.ulps();
        if (ulps == null || ulps.total() == 0) {
            node.putNull("ulpPercentiles");
            node.putNull("ulpHistogram");
            return;
        }
        ObjectNode percentiles = node.putObject("ulpPercentiles");
        PERCENTILES.forEach(percent ->
                percentiles.put("p" + percent, new BigInteger(Long.toUnsignedString(pair.ulpPercentile(percent)))));
        List<Long> counts = ulps.counts();
        int used = counts.size();
        while (counts.get(used - 1) == 0) {
            used--;
        }
        counts.subList(0, used).forEach(node.putArray("ulpHistogram")::add);
    }

    private static void map(ObjectNode node, @Nullable DifferenceMap map) {
        if (map == null) {
            node.putNull("map");
            return;
        }
        ObjectNode grid = node.putObject("map");
        grid.put("rows", map.rows());
        grid.put("columns", map.columns());
        ArrayNode counts = grid.putArray("counts");
        map.counts().forEach(counts::add);
    }
}
