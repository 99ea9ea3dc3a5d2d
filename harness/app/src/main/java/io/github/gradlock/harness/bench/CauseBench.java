package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.explain.Candidates;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.explain.ExplainListener;
import io.github.gradlock.harness.explain.Explainer;
import io.github.gradlock.harness.explain.RunLaboratory;
import io.github.gradlock.harness.explain.Side;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains every fault of the cause set, as {@code gradlock explain} does, and looks whether it is right. */
final class CauseBench {
    /** Often enough for faults that do not show every time. */
    private static final Repetitions OFTEN = new Repetitions(6, 4);

    /** The other cases are factories of thousands, which take longer to be passed over than these to be run. */
    private static final String TAG = "!sweep & !rare & !clean";

    private final Runs runs;
    private final Path files;
    private final ExplainListener listener;

    CauseBench(Runs runs, Path files, ExplainListener listener) {
        this.runs = runs;
        this.files = files;
        this.listener = listener;
    }

    /** Explains the faults that have the same sides together. */
    List<CauseResult> run(List<PlantedFault> faults) throws IOException, InterruptedException {
        Map<String, List<PlantedFault>> groups = new LinkedHashMap<>();
        for (PlantedFault fault : faults) {
            String key = fault.isBetweenSides() ? fault.a() + " " + fault.b() : "within";
            groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(fault);
        }
        List<CauseResult> results = new ArrayList<>();
        for (List<PlantedFault> group : groups.values()) {
            results.addAll(explain(group));
        }
        return results;
    }

    private List<CauseResult> explain(List<PlantedFault> group) throws IOException, InterruptedException {
        PlantedFault first = group.get(0);
        List<String> ids = group.stream().map(PlantedFault::caseId).toList();
        listener.remark(
                "%s → %s: %d faults".formatted(first.a(), first.isBetweenSides() ? first.b() : "itself", group.size()));
        try (Bundle a = runs.run(TAG, first.a(), ids, OFTEN);
                Bundle b = first.isBetweenSides() ? runs.run(TAG, first.b(), ids, OFTEN) : null) {
            Side left = new Side("A", a, first.a().on(runs.base()));
            Side right = b == null ? left : new Side("B", b, first.b().on(runs.base()));
            Comparison comparison = Comparison.of(
                    b == null ? List.of(a) : List.of(a, b), Policies.parse(List.of()), Set.of(), CasePattern.ALL);
            List<CaseResult> differing =
                    Candidates.groups(comparison).stream().flatMap(List::stream).toList();
            try (RunLaboratory laboratory =
                    new RunLaboratory(runs.ofTag().apply(TAG), ids, runs.atATime(), files, listener)) {
                List<CaseExplanation> explanations = new Explainer(left, right, laboratory).explain(differing);
                return group.stream().map(fault -> judge(fault, explanations)).toList();
            }
        }
    }

    private static CauseResult judge(PlantedFault fault, List<CaseExplanation> explanations) {
        for (CaseExplanation one : explanations) {
            if (one.caseId().equals(fault.caseId())) {
                List<String> named = one.diagnosis().likely().stream()
                        .map(suspect -> suspect.cause().id())
                        .toList();
                int rank = 0;
                for (int i = named.size() - 1; i >= 0; i--) {
                    rank = fault.causes().contains(named.get(i)) ? i + 1 : rank;
                }
                List<String> origins = origins(one.localisation());
                return new CauseResult(
                        fault, true, Set.copyOf(origins).equals(Set.copyOf(fault.steps())), rank, named, origins, one);
            }
        }
        return CauseResult.missed(fault);
    }

    /** Returns the origins as faults name their steps: phase, operation and number among those of the same name. */
    static List<String> origins(@Nullable Localisation localisation) {
        List<String> names = new ArrayList<>();
        if (localisation != null) {
            for (Origin origin : localisation.origins()) {
                long number = 0;
                for (TraceStep step : localisation.left().subList(0, origin.leftPosition() + 1)) {
                    number += step.op().equals(origin.op()) && step.phase().equals(origin.phase()) ? 1 : 0;
                }
                names.add(origin.phase() + " " + origin.op() + " " + number);
            }
        }
        return names;
    }
}
