package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The graph behind a tensor as a picture: its leaves, the functions that lead from them to it, and their shapes. A function that
 * carries a NaN, in what it saved or in the tensor itself, is red, and so is a leaf with a NaN in its elements or its gradient.
 *
 * <p>Look before a backward pass frees the graph, or retain it: what was freed tells nothing of NaN any more.
 */
public final class Graph {
    private static final String PLAIN = "fillcolor=\"#eeeeee\"";
    private static final String LEAF = "fillcolor=\"#cfe8fc\", shape=ellipse";
    private static final String RESULT = "fillcolor=\"#d5f0d0\"";
    private static final String BROKEN = "fillcolor=\"#f4b6b6\", color=\"#c00000\", fontcolor=\"#900000\"";

    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final List<Node> order = new ArrayList<>();
    private final Tensor result;
    private final @Nullable Edge root;

    private Graph(Tensor result, Map<String, Tensor> leafNames) {
        this.result = result;
        this.root = GradState.edge(result);
        new TreeMap<>(leafNames).forEach((name, leaf) -> names.put(leaf, name));
        if (root != null) {
            visit(root.node());
        }
    }

    /** Returns the graph of a tensor in Graphviz's language: {@code dot -Tsvg} makes a picture of it. */
    public static String dot(Tensor result) {
        return dot(result, Map.of());
    }

    /**
     * Returns the graph of a tensor in Graphviz's language.
     *
     * @param leafNames leaves by the name that they are shown with, {@code module.namedParameters()} for instance
     */
    public static String dot(Tensor result, Map<String, Tensor> leafNames) {
        return new Graph(result, leafNames).text();
    }

    /** Numbers nodes in the order in which a walk along the inputs comes upon them, without recursion: graphs are deep. */
    private void visit(Node first) {
        add(first);
        for (int next = 0; next < order.size(); next++) {
            Node node = order.get(next);
            for (int input = 0; input < node.inputCount(); input++) {
                Edge edge = node.edge(input);
                if (edge != null && !numbers.containsKey(edge.node())) {
                    add(edge.node());
                }
            }
        }
    }

    private void add(Node node) {
        numbers.put(node, order.size());
        order.add(node);
    }

    private String text() {
        StringBuilder text = new StringBuilder("digraph gradients {\n  rankdir=BT;\n"
                + "  node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=11];\n");
        for (Node node : order) {
            text.append("  n")
                    .append(numbers.get(node))
                    .append(" [")
                    .append(looks(node))
                    .append("];\n");
        }
        text.append("  result [label=\"")
                .append(GradientSpec.of(result))
                .append("\", ")
                .append(carriesNaN(result) ? BROKEN : RESULT)
                .append("];\n");
        for (Node node : order) {
            for (int input = 0; input < node.inputCount(); input++) {
                Edge edge = node.edge(input);
                if (edge != null) {
                    text.append("  n")
                            .append(numbers.get(edge.node()))
                            .append(" -> n")
                            .append(numbers.get(node));
                    text.append(node.inputCount() > 1 ? " [label=\"" + input + "\", fontsize=9];\n" : ";\n");
                }
            }
        }
        if (root != null) {
            text.append("  n").append(numbers.get(root.node())).append(" -> result;\n");
        }
        return text.append("}\n").toString();
    }

    private String looks(Node node) {
        boolean broken = node.telling().stream().anyMatch(Graph::carriesNaN);
        String style = broken ? BROKEN : PLAIN;
        String head = node.name();
        if (node instanceof AccumulateGrad accumulate) {
            style = broken ? BROKEN + ", shape=ellipse" : LEAF;
            head = names.getOrDefault(accumulate.leaf(), "leaf");
        }
        return "label=\"" + escaped(head) + "\\n" + node.gradient(0) + (broken ? "\\nNaN" : "") + "\", " + style;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static boolean carriesNaN(Tensor tensor) {
        switch (tensor.dtype()) {
            case FLOAT32 -> {
                for (float value : tensor.toFloatArray()) {
                    if (value != value) {
                        return true;
                    }
                }
            }
            case FLOAT64 -> {
                for (double value : tensor.toDoubleArray()) {
                    if (value != value) {
                        return true;
                    }
                }
            }
            default -> {
                return false;
            }
        }
        return false;
    }
}
