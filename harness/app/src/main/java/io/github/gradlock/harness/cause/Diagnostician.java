package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import java.util.List;

/**
 * Ranks causes by what was measured.
 *
 * <p>The order of the rules is that in which a person would decide: repetitions and restarts, one factor at a time, where it begins
 * and what runs beside it, and then the elements: NaN and infinities, what the operation is, and how large the difference is beside
 * what rounding explains. Each rule adds evidence; none decides alone.
 */
public final class Diagnostician {
    private static final List<Rule> RULES = List.of(
            new RepetitionRule(),
            new FactorRule(),
            new StructureRule(),
            new OriginRule(),
            new OperationRule(),
            new ConcurrencyRule(),
            new PermutationRule());

    private static final List<OutputRule> OUTPUT_RULES = List.of(
            new SpecialValuesRule(),
            new FunctionRule(),
            new SummationRule(),
            new ContractionRule(),
            new PrecisionRule(),
            new TextRule(),
            new PermutationRule(),
            new MistakeRule());

    private Diagnostician() {}

    /** Returns the suspects, the most probable first. */
    public static Diagnosis diagnose(Facts facts) {
        Collector found = new Collector();
        RULES.forEach(rule -> rule.examine(facts, found));
        List<DifferingOutput> outputs = facts.outputs();
        for (OutputRule rule : OUTPUT_RULES) {
            found.addStrongest(outputs.stream()
                    .map(output -> {
                        Collector own = new Collector();
                        rule.examine(facts, output, own);
                        return own;
                    })
                    .toList());
        }
        return found.diagnosis();
    }
}
