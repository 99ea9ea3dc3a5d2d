package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.bisect.BisectionResult.Finding;
import io.github.gradlock.harness.bisect.BisectionResult.Power;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bisection says to a program; the schema is {@code bisect.schema.json}. */
public final class BisectionJson {
    private final EnvironmentPair pair;

    /** The document about two environments. */
    public BisectionJson(EnvironmentPair pair) {
        this.pair = pair;
    }

    /**
     * Returns the document as maps and lists.
     *
     * @param suite that was run
     * @param result null if there were no factors, and nothing was run or compared
     */
    public Map<String, Object> of(String suite, @Nullable BisectionResult result) {
        Finding finding = result == null ? null : result.finding();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("verdict", result == null ? "no factors" : finding == null ? "agree" : "found");
        document.put("exit", finding == null ? 4 : 0);
        document.put("suite", suite);
        document.put("environments", List.of(pair.a().displayName(), pair.b().displayName()));
        document.put(
                "factors", pair.factors().stream().map(BisectionJson::factor).toList());
        boolean reversed = result != null && result.reversed();
        document.put("reference", (reversed ? pair.b() : pair.a()).displayName());
        document.put("cases", result == null ? 0 : result.cases());
        document.put("differing", result == null ? 0 : result.differing());
        document.put("iterations", result == null ? 0 : result.repetitions().iterations());
        document.put("restarts", result == null ? 0 : result.repetitions().restarts());
        document.put("power", result == null || result.power() == null ? null : power(result.power()));
        document.put(
                "trials",
                result == null
                        ? List.of()
                        : result.trials().stream().map(BisectionJson::trial).toList());
        document.put("finding", finding == null ? null : finding(finding));
        return document;
    }

    private static Map<String, Object> factor(Factor factor) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", factor.name());
        node.put("a", factor.a());
        node.put("b", factor.b());
        return node;
    }

    private static Map<String, Object> power(Power power) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("showing", power.showing());
        node.put("processes", power.processes());
        node.put("confidence", power.confidence());
        node.put("needed", power.needed());
        return node;
    }

    private static Map<String, Object> trial(TrialRecord trial) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("factors", names(trial.factors()));
        node.put("outcome", trial.outcome().word());
        node.put("cached", trial.cached());
        node.put("seconds", trial.seconds());
        node.put("reason", trial.reason());
        return node;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("case", finding.lead());
        node.put(
                "causes",
                finding.causes().stream()
                        .map(cause -> {
                            Map<String, Object> each = new LinkedHashMap<>();
                            each.put("factors", names(cause.factors()));
                            each.put("untested", names(cause.untested()));
                            return each;
                        })
                        .toList());
        node.put("rest", finding.rest().word());
        node.put("always", finding.always());
        node.put("sameAsOther", finding.sameAsOther());
        node.put("searched", finding.searched());
        node.put("explained", finding.explained());
        node.put("bundles", finding.bundles().stream().map(Path::toString).toList());
        return node;
    }

    private static List<String> names(List<Factor> factors) {
        return factors.stream().map(Factor::name).toList();
    }
}
