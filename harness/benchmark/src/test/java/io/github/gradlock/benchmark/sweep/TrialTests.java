package io.github.gradlock.benchmark.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.benchmark.Witness;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

class TrialTests {
    static Stream<EngineGraph> graphs() {
        return EngineGraphs.all().stream();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void exactlyTheChangedOperationGivesOtherBits(EngineGraph graph) {
        Witness before = witness(graph);
        Map<String, Integer> unseen = new TreeMap<>();
        List<Trial> trials = Trial.of(graph);
        for (Trial trial : trials) {
            Witness changed = new Witness(true, 0);
            trial.run(changed, true);
            assertEquals(Set.of(trial.step() + " " + trial.phase() + " " + trial.op()), before.origins(changed), trial::toString);
            if (before.gradients.equals(changed.gradients)) {
                unseen.merge(trial.perturbation().id(), 1, Integer::sum);
            }
        }
        System.out.println(graph.name() + ": " + trials.size() + " trials, not seen in any gradient: " + unseen);
        assertEquals(before.outputs, witness(graph).outputs, "a change must not outlive its trial");
    }

    private static Witness witness(EngineGraph graph) {
        Witness witness = new Witness(true, 0);
        graph.run(witness);
        return witness;
    }

    @Test
    void thereAreEnough() {
        Set<String> ids = new HashSet<>();
        graphs().flatMap(graph -> Trial.of(graph).stream()).forEach(trial -> assertTrue(ids.add(trial.toString())));
        assertTrue(ids.size() >= 1_000, () -> ids.size() + " trials");
        assertEquals(10, graphs().count());
    }
}
