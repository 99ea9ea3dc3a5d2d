package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gradients that a pass is asked for, and the nodes on the way to them: all others are left out. They are given back, or, if it
 * accumulates, left in the tensors.
 */
final class Captures {
    private final boolean accumulates;
    private final List<Edge> edges;
    private final @Nullable Tensor[] gradients;
    private final Set<Node> targets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> paths = Collections.newSetFromMap(new IdentityHashMap<>());

    Captures(List<Edge> roots, List<Edge> edges, boolean accumulates) {
        this.accumulates = accumulates;
        this.edges = edges;
        this.gradients = new Tensor[edges.size()];
        edges.forEach(edge -> targets.add(edge.node()));
        findPaths(roots);
    }

    /** A node whose inputs are being looked at. */
    private static final class Visit {
        final Node node;
        int next;

        Visit(Node node) {
            this.node = node;
        }
    }

    /** Walks depth first with a stack of its own; a node is on a path if one of its inputs is a target or on a path. */
    private void findPaths(List<Edge> roots) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> stack = new ArrayDeque<>();
        for (Edge root : roots) {
            if (seen.add(root.node())) {
                stack.push(new Visit(root.node()));
            }
            while (!stack.isEmpty()) {
                Visit visit = stack.element();
                if (visit.next == visit.node.inputCount()) {
                    stack.pop();
                    markPath(visit.node);
                    continue;
                }
                Edge edge = visit.node.edge(visit.next++);
                if (edge != null && seen.add(edge.node())) {
                    stack.push(new Visit(edge.node()));
                }
            }
        }
    }

    private void markPath(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            Edge edge = node.edge(i);
            if (edge != null && isWanted(edge.node())) {
                paths.add(node);
                return;
            }
        }
    }

    /** Returns whether the node is to run: it leads to a target, or is the end that adds to the gradient of one. */
    boolean isStep(Node node) {
        return paths.contains(node) || accumulates && node instanceof AccumulateGrad && targets.contains(node);
    }

    boolean isWanted(Node node) {
        return targets.contains(node) || paths.contains(node);
    }

    /** Keeps what arrived at a node, and returns true, if it was asked for. */
    boolean take(Node node, @Nullable Tensor[] arrived) {
        boolean asked = targets.contains(node);
        if (asked) {
            for (int i = 0; i < gradients.length; i++) {
                if (edges.get(i).node() == node) {
                    gradients[i] = arrived[edges.get(i).slot()];
                }
            }
        }
        return asked;
    }

    @Nullable
    Tensor gradient(int input) {
        return gradients[input];
    }
}
