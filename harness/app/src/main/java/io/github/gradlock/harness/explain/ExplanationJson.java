package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnosis;
import io.github.gradlock.harness.cause.Evidence;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.Suspect;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.harness.localise.StructuralDifference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an explanation says to a program; the schema is {@code explain.schema.json}. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** Returns a case as maps and lists. */
    public static Map<String, Object> of(CaseExplanation explanation) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("case", explanation.caseId());
        node.put("left", explanation.left());
        node.put("right", explanation.right());
        node.put("verdict", explanation.verdict().word());
        Localisation localisation = explanation.localisation();
        node.put("firstDivergence", localisation == null ? null : localisation.text());
        node.put(
                "steps",
                localisation == null
                        ? null
                        : List.of(
                                localisation.left().size(), localisation.right().size()));
        node.put(
                "origins",
                localisation == null
                        ? List.of()
                        : localisation.origins().stream()
                                .map(ExplanationJson::origin)
                                .toList());
        node.put(
                "structure",
                localisation == null
                        ? List.of()
                        : localisation.structure().stream()
                                .map(ExplanationJson::structure)
                                .toList());
        node.put("tensor", explanation.tensor());
        node.put(
                "path", explanation.path().stream().map(step -> step.left() + 1).toList());
        node.put("transplant", transplant(explanation.transplant()));
        node.put(
                "behaviours",
                explanation.behaviours().stream()
                        .map(ExplanationJson::behaviour)
                        .toList());
        node.put(
                "effects",
                explanation.effects().stream().map(ExplanationJson::effect).toList());
        node.put("causes", causes(explanation.diagnosis()));
        return node;
    }

    private static Map<String, Object> origin(Origin origin) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("step", origin.leftPosition() + 1);
        node.put("otherStep", origin.rightPosition() + 1);
        node.put("op", origin.op());
        node.put("phase", origin.phase());
        node.put("inputsTraced", origin.inputsTraced());
        return node;
    }

    private static Map<String, Object> structure(StructuralDifference one) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
        node.put("step", one.left() + 1);
        node.put("otherStep", one.right() + 1);
        node.put("text", one.text());
        return node;
    }

    private static @Nullable Map<String, Object> transplant(CaseExplanation.@Nullable Transplant transplant) {
        if (transplant == null) {
            return null;
        }
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("executed", transplant.executed());
        node.put("common", transplant.common());
        node.put("differing", transplant.differing().stream().map(i -> i + 1).toList());
        node.put("unsteady", transplant.unsteady().stream().map(i -> i + 1).toList());
        node.put("confirmed", transplant.confirmed());
        return node;
    }

    private static Map<String, Object> behaviour(Behaviour behaviour) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("environment", behaviour.side());
        node.put("processes", behaviour.processes().size());
        node.put("executions", behaviour.executions());
        node.put("distinct", behaviour.distinct());
        return node;
    }

    private static Map<String, Object> effect(FactorEffect effect) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("factor", effect.factor());
        node.put("change", effect.text());
        node.put("environment", effect.side());
        node.put("effect", effect.effect().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return node;
    }

    /** Returns the suspects as a list, the most probable first. */
    public static List<Map<String, Object>> causes(Diagnosis diagnosis) {
        return diagnosis.suspects().stream().map(ExplanationJson::suspect).toList();
    }

    private static Map<String, Object> suspect(Suspect suspect) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("cause", suspect.cause().id());
        node.put("title", suspect.cause().title());
        node.put("standing", suspect.standing().word());
        node.put("advice", suspect.cause().advice());
        node.put(
                "evidence",
                suspect.evidence().stream().map(ExplanationJson::evidence).toList());
        return node;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("weight", evidence.weight().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        node.put("text", evidence.text());
        return node;
    }
}
