package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a case calls its op: the input, then positional and named arguments; whoever leaves one unread does not support it. */
final class Call {
    private final JsonNode args;
    private final JsonNode kwargs;
    private final String post;
    private final ReferenceTensors tensors;
    private final Map<String, Tensor> leaves = new LinkedHashMap<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private final List<Tensor> inputs = new ArrayList<>();

    Call(JsonNode line, ReferenceTensors tensors) {
        this.tensors = tensors;
        args = line.get("args");
        kwargs = line.get("kwargs");
        post = line.path("post").asText("");
        JsonNode input = line.get("input");
        if (PartialView.isInputOf(line)) {
            leaves.put(input.get("tensor").asText(), PartialView.leaf(line, tensors));
        }
        if (input.isArray()) {
            input.forEach(each -> inputs.add(tensor(each)));
        } else {
            inputs.add(tensor(input));
        }
        for (int i = 0; i < args.size(); i++) {
            unread.add(Integer.toString(i));
        }
        kwargs.fieldNames().forEachRemaining(unread::add);
    }

    private Tensor tensor(JsonNode node) {
        if (!node.has("tensor")) {
            throw new UnsupportedCallException("an argument that is no tensor");
        }
        String key = node.get("tensor").asText();
        return leaves.computeIfAbsent(
                key,
                name -> tensors.get(name)
                        .requiresGrad_(node.get("requires_grad").asBoolean()));
    }

    /** Returns the leaf of a key. */
    Tensor leaf(String key) {
        Tensor leaf = leaves.get(key);
        if (leaf == null) {
            throw new UnsupportedCallException("an input that was not read: " + key);
        }
        return leaf;
    }

    /** Refuses a call whose arguments were not all understood. */
    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new UnsupportedCallException("argument " + unread);
        }
    }

    Tensor x() {
        return inputs.get(0);
    }

    List<Tensor> all() {
        return Collections.unmodifiableList(inputs);
    }

    private @Nullable JsonNode argument(int position, String name) {
        if (position >= 0 && position < args.size()) {
            unread.remove(Integer.toString(position));
            return args.get(position).isNull() ? null : args.get(position);
        }
        unread.remove(name);
        JsonNode node = kwargs.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private JsonNode required(int position, String name) {
        JsonNode node = argument(position, name);
        if (node == null) {
            throw new UnsupportedCallException("no argument " + name);
        }
        return node;
    }

    boolean has(int position, String name) {
        return position < args.size() && position >= 0 || kwargs.has(name);
    }

    /** Returns whether an argument is a word; {@code {"float": "inf"}} is a number. */
    boolean isText(int position, String name) {
        JsonNode node = position >= 0 && position < args.size() ? args.get(position) : kwargs.get(name);
        return node != null && node.isTextual();
    }

    /** Returns whether an argument is null or not given. */
    boolean isNull(int position, String name) {
        return argument(position, name) == null;
    }

    /** Returns what was applied to the raw outputs; empty if nothing was. */
    String post() {
        return post;
    }

    Tensor tensor(int position, String name) {
        return tensor(required(position, name));
    }

    @Nullable
    Tensor tensorOrNull(int position, String name) {
        JsonNode node = argument(position, name);
        return node == null ? null : tensor(node);
    }

    boolean isTensor(int position, String name) {
        JsonNode node = position >= 0 && position < args.size() ? args.get(position) : kwargs.get(name);
        return node != null && node.has("tensor");
    }

    boolean isList(int position) {
        return position < args.size() && args.get(position).isArray();
    }

    boolean isTensor(int position) {
        return position < args.size() && args.get(position).has("tensor");
    }

    boolean isFlag(int position) {
        return position < args.size() && args.get(position).isBoolean();
    }

    /** Returns whether an argument is there and not None, and takes it as read if it is None. */
    boolean isGiven(int position, String name) {
        return argument(position, name) != null;
    }

    /** Returns the dtype that a call names, or null. */
    @Nullable
    DType dtype() {
        JsonNode node = argument(-1, "dtype");
        return node == null ? null : DType.valueOf(node.get("dtype").asText().toUpperCase(Locale.ROOT));
    }

    Number number(int position, String name) {
        return number(required(position, name));
    }

    Number number(int position, String name, Number otherwise) {
        JsonNode node = argument(position, name);
        return node == null ? otherwise : number(node);
    }

    private static Number number(JsonNode node) {
        if (node.has("float")) {
            String text = node.get("float").asText();
            return text.endsWith("inf")
                    ? text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY
                    : Double.NaN;
        }
        if (!node.isNumber()) {
            throw new UnsupportedCallException("argument " + node);
        }
        return node.isIntegralNumber() ? (Number) node.asLong() : (Number) node.asDouble();
    }

    int integer(int position, String name) {
        return number(position, name).intValue();
    }

    int integer(int position, String name, int otherwise) {
        return number(position, name, otherwise).intValue();
    }

    @Nullable
    Integer integerOrNull(int position, String name) {
        JsonNode node = argument(position, name);
        return node == null ? null : (Integer) number(node).intValue();
    }

    boolean flag(int position, String name, boolean otherwise) {
        JsonNode node = argument(position, name);
        return node == null ? otherwise : node.asBoolean();
    }

    String text(int position, String name, String otherwise) {
        JsonNode node = argument(position, name);
        return node == null ? otherwise : node.asText();
    }

    /** Returns integers: a list, a single one, or none where the argument is missing. */
    int[] integers(int position, String name) {
        JsonNode node = argument(position, name);
        return node == null ? new int[0] : integers(node, null);
    }

    /** Returns integers: a list or a single one, with another in the place of each null of a list. */
    int[] integers(int position, String name, int forNull) {
        return integers(required(position, name), forNull);
    }

    private static int[] integers(JsonNode node, @Nullable Integer forNull) {
        if (!node.isArray()) {
            return new int[] {number(node).intValue()};
        }
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            boolean missing = forNull != null && node.get(i).isNull();
            values[i] = missing ? forNull : number(node.get(i)).intValue();
        }
        return values;
    }

    /** Returns numbers: a list, a single one, or none where the argument is missing. */
    double[] numbers(int position, String name) {
        JsonNode node = argument(position, name);
        if (node == null) {
            return new double[0];
        }
        double[] values = new double[node.isArray() ? node.size() : 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(node.isArray() ? node.get(i) : node).doubleValue();
        }
        return values;
    }

    /** Returns lists of integers; a single integer, or a list of them, is one list. */
    int[][] integerLists(int position, String name) {
        JsonNode node = required(position, name);
        if (!node.isArray() || node.isEmpty() || !node.get(0).isArray()) {
            return new int[][] {integers(position, name)};
        }
        int[][] lists = new int[node.size()][];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = new int[node.get(i).size()];
            for (int j = 0; j < lists[i].length; j++) {
                lists[i][j] = number(node.get(i).get(j)).intValue();
            }
        }
        return lists;
    }

    /** Returns sizes given as a list, or as the rest of the arguments. */
    int[] sizes() {
        if (args.size() == 1) {
            return integers(0, "size");
        }
        int[] values = new int[args.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(i, "size");
        }
        return values;
    }

    /** Returns the positional arguments from one on, all tensors. */
    List<Tensor> tensorsFrom(int position) {
        List<Tensor> found = new ArrayList<>();
        for (int i = position; i < args.size(); i++) {
            found.add(tensor(i, "tensors"));
        }
        return found;
    }

    /** Returns an argument that is a subscript, or a list of the tensors of one. */
    Index[] subscript(int position) {
        return new SubscriptArgument(this::tensor).parse(required(position, "indices"));
    }
}
