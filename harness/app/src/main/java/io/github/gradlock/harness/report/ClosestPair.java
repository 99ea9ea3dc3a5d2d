package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.explain.ManifestDifference;
import io.github.gradlock.protocol.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Chooses two of many results that differ: those that were made most alike, since what is left explains most. */
final class ClosestPair {
    private final Map<String, Manifest> manifests;
    private final Map<List<String>, Integer> distances = new HashMap<>();

    ClosestPair(Comparison comparison) {
        manifests = comparison.subjects().stream()
                .collect(Collectors.toMap(
                        Subject::name, subject -> subject.bundle().manifest()));
    }

    /** Returns two names of which the first tensor that differs has other bits; of equally close pairs the first. */
    List<String> of(CaseResult result) {
        List<List<String>> classes = result.differences().get(0).classes();
        List<String> closest = List.of(classes.get(0).get(0), classes.get(1).get(0));
        for (int i = 0; i < classes.size(); i++) {
            for (List<String> others : classes.subList(i + 1, classes.size())) {
                for (String left : classes.get(i)) {
                    for (String right : others) {
                        List<String> pair = List.of(left, right);
                        closest = distance(pair) < distance(closest) ? pair : closest;
                    }
                }
            }
        }
        return closest;
    }

    private int distance(List<String> pair) {
        return distances.computeIfAbsent(
                pair,
                names -> ManifestDifference.of(manifest(names.get(0)), manifest(names.get(1)))
                        .size());
    }

    private Manifest manifest(String name) {
        return Objects.requireNonNull(manifests.get(name));
    }
}
