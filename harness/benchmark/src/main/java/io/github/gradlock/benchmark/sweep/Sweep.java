package io.github.gradlock.benchmark.sweep;

import java.util.List;

/** What the sweep holds. */
public final class Sweep {
    private Sweep() {}

    /** Returns the ids of all trials, in order. */
    public static List<String> ids() {
        return EngineGraphs.all().stream()
                .flatMap(graph -> Trial.of(graph).stream())
                .map(Trial::toString)
                .toList();
    }

    /** Returns the names of the gradients. */
    public static List<String> graphs() {
        return EngineGraphs.all().stream().map(EngineGraph::name).toList();
    }
}
