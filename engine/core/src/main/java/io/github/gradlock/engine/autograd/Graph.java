package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The graph behind a tensor as a picture: its leaves, the functions that lead from them to it, and their shapes. What carries NaN or
 * an infinity is red, and its label says what does:
 *
 * <ul>
 *   <li><i>in its result</i>: what the function gave in the forward pass. It is known of the tensor that is drawn, of results that a
 *       function of the graph saved, and of every result of operations recorded while {@link Anomaly#detect(boolean)} was open.
 *   <li><i>in what it saved</i>: a constant or an input that the function keeps for its backward. An infinity may be meant, in a mask
 *       for instance.
 *   <li><i>in its gradient</i>: what arrived at the function in a backward pass that ran while {@link Anomaly#detect(boolean)} was
 *       open; with {@code detect(false)} the pass goes on, and every function shows it. Of a leaf, the gradient it holds now.
 *   <li><i>in its elements</i>: a leaf as it is now.
 * </ul>
 *
 * <p>So with anomaly mode open in both passes, every node tells. Without it, a function is plain though it gave NaN where nothing
 * saved that result; and saved tensors tell nothing after a backward pass freed them, nor where hooks packed them.
 */
public final class Graph {
    private static final String PLAIN = "fillcolor=\"#eeeeee\"";
    private static final String LEAF = "fillcolor=\"#cfe8fc\", shape=ellipse";
    private static final String RESULT = "fillcolor=\"#d5f0d0\"";
    private static final String BROKEN = "fillcolor=\"#f4b6b6\", color=\"#c00000\", fontcolor=\"#900000\"";

    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final List<Node> order = new ArrayList<>();
    private final Map<Node, TreeSet<String>> findings = new IdentityHashMap<>();
    private final Tensor result;
    private final @Nullable Edge root;

    private Graph(Tensor result, Map<String, Tensor> leafNames) {
        this.result = result;
        this.root = GradState.edge(result);
        new TreeMap<>(leafNames).forEach((name, leaf) -> names.put(leaf, name));
        if (root != null) {
            visit(root.node());
            find(root.node(), result, "in its result");
            order.forEach(this::examine);
        }
    }

    /** Looks at all that is at hand of a node; a result that it saved tells of the node that made it. */
    private void examine(Node node) {
        find(node, node.brokenOutput(), "in its result");
        find(node, node.brokenGradient(), "in its gradient");
        if (node instanceof AccumulateGrad accumulate) {
            Tensor leaf = accumulate.leaf();
            Tensor grad = GradState.of(leaf).grad();
            find(node, leaf, "in its elements");
            if (grad != null) {
                find(node, grad, "in its gradient");
            }
        }
        for (Tensor saved : node.savedTensors()) {
            Edge made = GradState.edge(saved);
            if (made != null && numbers.containsKey(made.node()) && !(made.node() instanceof AccumulateGrad)) {
                find(made.node(), saved, "in its result");
            }
            if (made == null || made.node() != node) {
                find(node, saved, "in what it saved");
            }
        }
    }

    private void find(Node node, Tensor tensor, String where) {
        find(node, NotFinite.in(tensor), where);
    }

    /** One line for each place: the gradient that arrived at a leaf and the one that it holds are one. */
    private void find(Node node, @Nullable NotFinite found, String where) {
        if (found != null) {
            TreeSet<String> lines = findings.computeIfAbsent(node, key -> new TreeSet<>());
            if (lines.stream().noneMatch(line -> line.endsWith(where))) {
                lines.add(found.name() + " " + where);
            }
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
                .append(NotFinite.in(result) != null ? BROKEN : RESULT)
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
        TreeSet<String> lines = findings.getOrDefault(node, new TreeSet<>());
        boolean leaf = node instanceof AccumulateGrad;
        String style = leaf ? LEAF : PLAIN;
        if (!lines.isEmpty()) {
            style = leaf ? BROKEN + ", shape=ellipse" : BROKEN;
        }
        String head =
                node instanceof AccumulateGrad accumulate ? names.getOrDefault(accumulate.leaf(), "leaf") : node.name();
        StringBuilder label = new StringBuilder(escaped(head)).append("\\n").append(node.gradient(0));
        lines.forEach(line -> label.append("\\n").append(line));
        return "label=\"" + label + "\", " + style;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
