package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.Variation;
import io.github.gradlock.harness.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A case in a few words: {@code divergent · 3 of 128 elements · max 1 ulp}. */
final class CaseSummary {
    private CaseSummary() {}

    static String of(CaseResult result) {
        List<String> parts = new ArrayList<>(List.of(result.verdict().word()));
        List<PairDifference> pairs = pairs(result);
        if (pairs.size() == 1) {
            parts.add(share(pairs.get(0)));
        } else if (!pairs.isEmpty()) {
            long tensors = Stream.concat(
                            result.differences().stream().map(TensorDifference::tensor),
                            result.variations().stream().map(Variation::tensor))
                    .distinct()
                    .count();
            parts.add(Figures.count(tensors, "tensor"));
        }
        pairs.stream()
                .map(PairDifference::maxUlp)
                .filter(Objects::nonNull)
                .map(PairDifference.UlpExtreme::ulps)
                .max(Long::compareUnsigned)
                .ifPresent(ulps -> parts.add("max " + Figures.grouped(ulps) + " ulp"));
        if (pairs.isEmpty() && !result.findings().isEmpty()) {
            parts.add(shortened(result.findings().get(0).message()));
        }
        return String.join(" · ", parts);
    }

    /** Returns every pair that was compared in the case, between environments and within one. */
    static List<PairDifference> pairs(CaseResult result) {
        List<PairDifference> pairs = new ArrayList<>();
        result.differences().forEach(difference -> pairs.addAll(difference.pairs()));
        result.variations().stream()
                .map(Variation::difference)
                .filter(Objects::nonNull)
                .forEach(pairs::add);
        return pairs;
    }

    static String share(PairDifference pair) {
        return Figures.count(pair.mismatched()) + " of " + Figures.count(pair.total(), "element");
    }

    private static String shortened(String message) {
        int most = 80;
        return message.length() <= most ? message : message.substring(0, most) + "…";
    }
}
