package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.benchmark.Side;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sweep: on the other side, each case has one operation that gives other bits. */
@Tag("sweep")
class SweepCases {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void trial(Trial trial, GradientRecorder recorder) {
        trial.run(recorder, Side.isOther());
    }

    static Stream<Named<Trial>> trial() {
        return EngineGraphs.all().stream()
                .flatMap(graph -> Trial.of(graph).stream())
                .map(trial -> Named.of(trial.toString(), trial));
    }
}
