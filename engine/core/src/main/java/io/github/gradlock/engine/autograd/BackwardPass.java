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
import java.util.Set;
import java.util.function.Supplier;
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
    private final ThreadState thread = ThreadState.current();
    private final Map<MultiGradHook, MultiGradHook.Arrivals> multiGradHooks = new IdentityHashMap<>();
    private PassMemory memory = PassMemory.none();
    private int arrivals;
    private List<Edge> roots = List.of();
    private @Nullable Set<Node> reached;

    /** A node with the gradients that have arrived at it. */
    private static final class Task {
        final Node node;
        final int arrival;
        final @Nullable Tensor[] gradients;

        /** The node that gave the last of them, for people. */
        @Nullable
        Node from;

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
    void run(List<Edge> from, List<Tensor> gradients) {
        roots = from;
        BackwardPass outer = thread.pass;
        thread.pass = this;
        GradScope scope = GradMode.set(createGraph);
        PassMemory own = PassMemory.open(thread, createGraph);
        memory = own;
        try (scope;
                own) {
            Execution.inPhase(OpListener.Phase.BACKWARD, () -> {
                for (int i = 0; i < roots.size(); i++) {
                    send(roots.get(i), gradients.get(i), null);
                }
                for (Task task = queue.poll(); task != null; task = queue.poll()) {
                    waiting.remove(task.node);
                    step(task);
                }
            });
        } finally {
            thread.pass = outer;
        }
    }

    /** Returns the memory of the gradients on their way. */
    PassMemory memory() {
        return memory;
    }

    /** Returns what has come for a hook in this pass, made when the first gradient comes. */
    MultiGradHook.Arrivals arrivalsFor(MultiGradHook hook, Supplier<MultiGradHook.Arrivals> none) {
        return multiGradHooks.computeIfAbsent(hook, unknown -> none.get());
    }

    /** Returns whether gradients can arrive at a node in this pass. */
    boolean comesTo(Node node) {
        if (captures != null && !captures.isWanted(node)) {
            return false;
        }
        if (reached == null) {
            reached = Roots.reached(roots);
        }
        return reached.contains(node);
    }

    private void send(Edge edge, Tensor gradient, @Nullable Node from) {
        Task task = waiting.get(edge.node());
        if (task == null) {
            task = new Task(edge.node(), arrivals++);
            waiting.put(edge.node(), task);
            queue.add(task);
        }
        Tensor before = task.gradients[edge.slot()];
        Tensor sum = before == null ? gradient : Arithmetic.add(before, gradient);
        task.gradients[edge.slot()] = sum;
        memory.hold(sum);
        memory.drop(before);
        task.from = from;
        if (before != null && thread.anomaly != null) {
            thread.anomaly.checkSum(edge.node(), edge.slot(), before, gradient, sum, from);
        }
    }

    private void step(Task task) {
        int mark = memory.mark();
        advance(task);
        for (Tensor gradient : task.gradients) {
            memory.drop(gradient);
        }
        memory.sweep(mark);
    }

    private void advance(Task task) {
        Node node = task.node;
        NodeHooks hooks = node.hooksIfAny();
        if (hooks != null) {
            memory.leave(task.gradients);
            memory.foreign(() -> hooks.arrived(node, task.gradients));
        }
        if (captures != null) {
            if (captures.take(node, task.gradients)) {
                memory.leave(task.gradients);
            }
            if (!captures.isStep(node)) {
                return;
            }
        }
        boolean[] wanted = new boolean[node.inputCount()];
        for (int i = 0; i < wanted.length; i++) {
            Edge edge = node.edge(i);
            wanted[i] = edge != null && (captures == null || captures.isWanted(edge.node()));
        }
        if (hooks != null) {
            memory.foreign(() -> hooks.before(node, task.gradients));
        }
        @Nullable Tensor[] results = run(task, wanted);
        if (!retainGraph) {
            node.release();
        }
        if (hooks != null) {
            memory.leave(results);
            memory.foreign(() -> hooks.after(node, results, task.gradients));
        }
        pass(node, wanted, results);
    }

    /** While it runs, the node is known as the one that induces what is recorded. */
    private @Nullable Tensor[] run(Task task, boolean[] wanted) {
        Node node = task.node;
        AnomalyMode anomaly = thread.anomaly;
        if (anomaly != null) {
            node.noteGradients(task.gradients);
        }
        Node outer = thread.running;
        thread.running = node;
        try {
            if (anomaly != null && node instanceof AccumulateGrad leaf) {
                return accumulate(anomaly, leaf, task);
            }
            if (node.isForeign()) {
                memory.leave(task.gradients);
                return memory.foreign(() -> node.run(task.gradients, wanted, createGraph));
            }
            @Nullable Tensor[] results = node.run(task.gradients, wanted, createGraph);
            if (anomaly != null) {
                anomaly.check(node, task.gradients, results);
            }
            return results;
        } catch (RuntimeException e) {
            if (anomaly != null) {
                AnomalyMode.explain(node, e);
            }
            throw e;
        } finally {
            thread.running = outer;
        }
    }

    private @Nullable Tensor[] accumulate(AnomalyMode anomaly, AccumulateGrad leaf, Task task) {
        Tensor before = GradState.of(leaf.leaf()).grad();
        boolean finite = before != null && NotFinite.in(before) == null;
        @Nullable Tensor[] results = leaf.run(task.gradients, new boolean[0], createGraph);
        anomaly.checkAccumulated(leaf, finite, task.gradients[0], task.from);
        return results;
    }

    private void pass(Node node, boolean[] wanted, @Nullable Tensor[] results) {
        // Held until all are sent: one that met another on its way may go elsewhere too.
        for (Tensor result : results) {
            memory.hold(result);
        }
        for (int i = 0; i < results.length; i++) {
            Edge edge = node.edge(i);
            Tensor gradient = results[i];
            if (wanted[i] && edge != null && gradient != null) {
                send(edge, fit(node, i, edge, gradient), node);
            }
        }
        for (Tensor result : results) {
            memory.drop(result);
        }
    }

    /** A gradient of the shape to which its input was broadcast is summed, and another floating dtype converted, as in PyTorch. */
    private Tensor fit(Node node, int input, Edge edge, Tensor gradient) {
        GradientSpec spec = edge.node().gradient(edge.slot());
        if (spec.isMetBy(gradient)) {
            return gradient;
        }
        Tensor fitting = gradient.dtype().isFloating() ? spec.fit(gradient) : null;
        if (fitting == null) {
            throw new IllegalStateException(
                    "Function " + node.name() + " returned an invalid gradient at index " + input
                            + " - got " + GradientSpec.of(gradient) + " but expected shape compatible with " + spec
                            + "; the gradient of an input has the shape of that input");
        }
        if (thread.anomaly != null) {
            thread.anomaly.checkFit(node, input, gradient, fitting);
        }
        return fitting;
    }
}
