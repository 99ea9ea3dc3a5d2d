package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.explain.ManifestDifference;
import io.github.gradlock.protocol.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Chooses two of many results that differ: those that were made most alike, since what is left explains most. */
final class ClosestPair {
    private ClosestPair() {}

    /** Returns two names of which the first tensor that differs has other bits; of equally close pairs the first. */
    static List<String> of(CaseResult result, List<Subject> subjects) {
        Map<String, Manifest> manifests = subjects.stream()
                .collect(Collectors.toMap(
                        Subject::name, subject -> subject.bundle().manifest()));
        List<List<String>> classes = result.differences().get(0).classes();
        List<String> closest = List.of(classes.get(0).get(0), classes.get(1).get(0));
        int least = distance(closest, manifests);
        for (int i = 0; i < classes.size(); i++) {
            for (int j = i + 1; j < classes.size(); j++) {
                for (String left : classes.get(i)) {
                    for (String right : classes.get(j)) {
                        List<String> pair = List.of(left, right);
                        int distance = distance(pair, manifests);
                        if (distance < least) {
                            closest = pair;
                            least = distance;
                        }
                    }
                }
            }
        }
        return closest;
    }

    private static int distance(List<String> pair, Map<String, Manifest> manifests) {
        return ManifestDifference.of(
                        Objects.requireNonNull(manifests.get(pair.get(0))),
                        Objects.requireNonNull(manifests.get(pair.get(1))))
                .size();
    }
}
