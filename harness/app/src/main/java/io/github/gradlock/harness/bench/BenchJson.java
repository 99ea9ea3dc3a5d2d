package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.bench.FaultBench.Part;
import io.github.gradlock.harness.explain.ExplanationJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the benchmark says to a program; the schema is {@code bench-faults.schema.json}. */
final class BenchJson {
    private BenchJson() {}

    static Map<String, Object> of(FaultBench.Result result, boolean goals) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("exit", goals ? 0 : 1);
        document.put("sweep", sweep(result.sweep()));
        document.put("causes", causes(result.causes().get(Part.CAUSES)));
        document.put("known", causes(result.causes().get(Part.KNOWN)));
        document.put("hard", causes(result.causes().get(Part.HARD)));
        document.put("rare", result.rare().stream().map(BenchJson::rare).toList());
        document.put("clean", clean(result.clean()));
        document.put("baselines", baselines(result.sweep()));
        return document;
    }

    private static @Nullable Map<String, Object> sweep(SweepBench.@Nullable Result sweep) {
        if (sweep == null) {
            return null;
        }
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("trials", sweep.detected().of());
        put(node, "detected", sweep.detected());
        put(node, "exact", sweep.exact());
        return node;
    }

    private static @Nullable Map<String, Object> baselines(SweepBench.@Nullable Result sweep) {
        if (sweep == null) {
            return null;
        }
        Map<String, Object> node = new LinkedHashMap<>();
        put(node, "bytes", sweep.bytes());
        put(node, "allclose", sweep.allclose());
        put(node, "ulp", sweep.ulp());
        return node;
    }

    private static @Nullable Map<String, Object> causes(@Nullable List<CauseResult> results) {
        if (results == null) {
            return null;
        }
        Score score = Score.of(results);
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("faults", results.size());
        put(node, "detected", score.detected());
        put(node, "exact", score.exact());
        put(node, "top1", score.first());
        put(node, "top3", score.amongThree());
        List<Map<String, Object>> cases = new ArrayList<>();
        for (CauseResult one : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("case", one.fault().caseId());
            row.put("causes", one.fault().causes());
            row.put("detected", one.detected());
            row.put("exact", one.exact());
            row.put("rank", one.rank());
            row.put("named", one.named());
            row.put("explanation", one.explanation() == null ? null : ExplanationJson.of(one.explanation()));
            cases.add(row);
        }
        node.put("cases", cases);
        return node;
    }

    private static Map<String, Object> rare(RareBench.Result one) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("p", one.p());
        node.put("executions", one.executions());
        node.put("expected", one.expected());
        put(node, "observed", one.observed());
        return node;
    }

    private static @Nullable Map<String, Object> clean(@Nullable Share alarms) {
        if (alarms == null) {
            return null;
        }
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("pairs", alarms.of());
        node.put("alarms", alarms.hits());
        node.put("interval", List.of(alarms.low(), alarms.high()));
        return node;
    }

    /** A share from 0 to 1, and beside it Wilson's 95 % interval. */
    private static void put(Map<String, Object> node, String name, Share share) {
        node.put(name, share.value());
        node.put(name + "Interval", List.of(share.low(), share.high()));
    }
}
