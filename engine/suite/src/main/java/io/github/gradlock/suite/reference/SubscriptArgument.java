package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A subscript as the data writes it: one entry, or a list of them; a list of nothing but integers is one tensor of indices. */
final class SubscriptArgument {
    private final Function<JsonNode, Tensor> tensors;

    SubscriptArgument(Function<JsonNode, Tensor> tensors) {
        this.tensors = tensors;
    }

    Index[] parse(JsonNode node) {
        List<Index> entries = new ArrayList<>();
        if (isTuple(node)) {
            node.forEach(each -> entries.add(entry(each)));
        } else {
            entries.add(entry(node));
        }
        return entries.toArray(Index[]::new);
    }

    /** JSON has one kind of list for Python's two; PyTorch's samples write no tuple of integers. */
    private static boolean isTuple(JsonNode node) {
        boolean tuple = node.isArray() && node.isEmpty();
        for (JsonNode each : node) {
            tuple |= node.isArray() && !each.isNumber() && !each.isBoolean();
        }
        return tuple;
    }

    private Index entry(JsonNode node) {
        if (node.isNull()) {
            return Index.newAxis();
        }
        if (node.has("ellipsis")) {
            return Index.ellipsis();
        }
        if (node.has("slice")) {
            JsonNode ends = node.get("slice");
            Integer step = end(ends.get(2));
            return Index.slice(end(ends.get(0)), end(ends.get(1)), step == null ? 1 : step);
        }
        if (node.has("tensor")) {
            return Index.of(tensors.apply(node));
        }
        if (node.isArray()) {
            return Index.of(list(node));
        }
        if (node.isBoolean()) {
            return Index.of(Tensors.scalar(node.asBoolean()));
        }
        return Index.at(node.asInt());
    }

    private static @Nullable Integer end(JsonNode node) {
        return node.isNull() ? null : (Integer) node.asInt();
    }

    /** Reads a list of integers or booleans, or of such lists. */
    private static Tensor list(JsonNode node) {
        List<Integer> sizes = new ArrayList<>();
        List<JsonNode> leaves = List.of(node);
        while (!leaves.isEmpty() && leaves.get(0).isArray()) {
            sizes.add(leaves.get(0).size());
            List<JsonNode> inner = new ArrayList<>();
            leaves.forEach(each -> each.forEach(inner::add));
            leaves = inner;
        }
        int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        if (!leaves.isEmpty() && leaves.get(0).isBoolean()) {
            boolean[] values = new boolean[leaves.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = leaves.get(i).asBoolean();
            }
            return Tensors.of(values, shape);
        }
        return Tensors.of(leaves.stream().mapToLong(JsonNode::asLong).toArray(), shape);
    }
}
