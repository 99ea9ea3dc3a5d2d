package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Execution;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One backward pass, in the caller's thread: the node with the greatest sequence number goes first, and of equal ones that which
 * the pass came upon first, from the roots in their order along the edges in theirs.
 *
 * <p>A node leads only to smaller numbers, so when it has the greatest of those that wait, nothing can reach it any more. Gradients
 * that meet are added in that same order (rule 8 of the numerics contract), and no recursion is needed however deep the graph is.
 */
final class BackwardPass {
    private static final Comparator<Task> GREATEST_FIRST =
            Comparator.comparingLong((Task task) -> -task.node.sequence()).thenComparingInt(task -> task.arrival);

    private final boolean retainGraph;
    private final boolean createGraph;
    private final @Nullable Captures captures;
    private final Map<Node, Task> waiting = new IdentityHashMap<>();
    private final PriorityQueue<Task> queue = new PriorityQueue<>(GREATEST_FIRST);
    private int arrivals;

    /** A node with the gradients that have arrived at it. */
    private static final class Task {
        final Node node;
        final int arrival;
        final @Nullable Tensor[] gradients;

        Task(Node node, int arrival) {
            this.node = node;
            this.arrival = arrival;
            this.gradients = new Tensor[node.slotCount()];
        }
    }

    BackwardPass(boolean retainGraph, boolean createGraph, @Nullable Captures captures) {
        this.retainGraph = retainGraph;
        this.createGraph = createGraph;
        this.captures = captures;
    }

    /** Starts at the roots with their gradients, and runs until nothing waits. */
    void run(List<Edge> roots, List<Tensor> gradients) {
        GradScope scope = GradMode.set(createGraph);
        try (scope) {
            Execution.inPhase(OpListener.Phase.BACKWARD, () -> {
                for (int i = 0; i < roots.size(); i++) {
                    send(roots.get(i), gradients.get(i));
                }
                for (Task task = queue.poll(); task != null; task = queue.poll()) {
                    waiting.remove(task.node);
                    step(task);
                }
            });
        }
    }

    private void send(Edge edge, Tensor gradient) {
        Task task = waiting.get(edge.node());
        if (task == null) {
            task = new Task(edge.node(), arrivals++);
            waiting.put(edge.node(), task);
            queue.add(task);
        }
        Tensor sum = task.gradients[edge.slot()];
        task.gradients[edge.slot()] = sum == null ? gradient : Arithmetic.add(sum, gradient);
    }

    private void step(Task task) {
        Node node = task.node;
        node.applyHooks(task.gradients);
        if (captures != null) {
            captures.take(node, task.gradients);
            if (!captures.isPath(node)) {
                return;
            }
        }
        boolean[] wanted = new boolean[node.inputCount()];
        for (int i = 0; i < wanted.length; i++) {
            Edge edge = node.edge(i);
            wanted[i] = edge != null && (captures == null || captures.isWanted(edge.node()));
        }
        Tensor[] results = node.run(task.gradients, wanted, createGraph);
        if (!retainGraph) {
            node.release();
        }
        for (int i = 0; i < results.length; i++) {
            Edge edge = node.edge(i);
            Tensor gradient = results[i];
            if (wanted[i] && edge != null && gradient != null) {
                check(node, i, edge, gradient);
                send(edge, gradient);
            }
        }
    }

    private static void check(Node node, int input, Edge edge, Tensor gradient) {
        if (!edge.node().shape(edge.slot()).equals(gradient.shape())) {
            throw new IllegalStateException(
                    "Function " + node.name() + " returned an invalid gradient at index " + input
                            + " - got " + gradient.shape() + " but expected shape compatible with "
                            + edge.node().shape(edge.slot()));
        }
    }
}
