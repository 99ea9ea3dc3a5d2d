package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ten gradients of the sweep as they are, {@code clean/lstm} for instance. */
@Tag("clean")
class CleanSweepCases {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unchanged(EngineGraph graph, GradientRecorder recorder) {
        graph.run(recorder);
    }

    static Stream<Named<EngineGraph>> unchanged() {
        return EngineGraphs.all().stream().map(graph -> Named.of("clean/" + graph.name(), graph));
    }
}
