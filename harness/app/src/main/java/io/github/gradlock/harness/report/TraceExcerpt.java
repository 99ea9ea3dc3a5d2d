package io.github.gradlock.harness.report;

import io.github.gradlock.harness.report.TraceGraph.Node;
import io.github.gradlock.harness.report.TraceGraph.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What of a trace a person has to see: the operations that made a difference, where their inputs come from, and the way from
 * there to a tensor that differs. Traces have hundreds of steps; this has a dozen or two.
 *
 * @param rows operations in the order in which they were executed
 * @param steps number of operations in the trace
 * @param origins number of operations that made a difference, also those that are not shown
 */
public record TraceExcerpt(List<Node> rows, int steps, int origins) {
    private static final int ORIGINS = 3;
    private static final int INPUTS = 4;
    private static final int PATH_ENDS = 4;

    /** Copies the rows. */
    public TraceExcerpt {
        rows = List.copyOf(rows);
    }

    /** Chooses the operations. */
    public static TraceExcerpt of(TraceGraph graph) {
        List<Node> nodes = graph.nodes();
        List<Node> starts = nodes.stream()
                .filter(node -> node.state() == State.ORIGIN || node.state() == State.STRUCTURE)
                .toList();
        TreeSet<Integer> chosen = new TreeSet<>();
        starts.stream().limit(ORIGINS).forEach(origin -> {
            chosen.add(origin.step());
            origin.inputs().stream().limit(INPUTS).forEach(chosen::add);
            List<Integer> path = path(graph, origin.step());
            int size = path.size();
            chosen.addAll(path.subList(0, Math.min(size, PATH_ENDS)));
            chosen.addAll(path.subList(Math.max(0, size - PATH_ENDS), size));
        });
        return new TraceExcerpt(chosen.stream().map(nodes::get).toList(), nodes.size(), starts.size());
    }

    /** The fewest operations from an origin to a tensor that differs; to the last that differs, if no tensor was traced. */
    private static List<Integer> path(TraceGraph graph, int origin) {
        Map<Integer, Integer> before = new HashMap<>(Map.of(origin, origin));
        Deque<Integer> waiting = new ArrayDeque<>(List.of(origin));
        int last = origin;
        while (!waiting.isEmpty()) {
            int step = waiting.remove();
            last = Math.max(last, step);
            if (graph.targets().contains(step)) {
                last = step;
                break;
            }
            for (Node node : graph.nodes().subList(step + 1, graph.nodes().size())) {
                if (node.isUnlike() && node.inputs().contains(step) && before.putIfAbsent(node.step(), step) == null) {
                    waiting.add(node.step());
                }
            }
        }
        List<Integer> path = new ArrayList<>(List.of(last));
        while (path.get(path.size() - 1) != origin) {
            path.add(before.getOrDefault(path.get(path.size() - 1), origin));
        }
        Collections.reverse(path);
        return path;
    }
}
