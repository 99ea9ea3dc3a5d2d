package io.github.gradlock.harness.cause;

import java.util.List;

/**
 * Ranks causes by what was measured.
 *
 * <p>The order of the rules is that in which a person would decide: NaN and infinities, repetitions and restarts, one factor at a
 * time, what the operation is, and then how large the difference is beside what rounding explains. Each rule adds evidence;
 * none decides alone.
 */
public final class Diagnostician {
    private static final List<Rule> RULES = List.of(
            new TopologyRule(),
            new RepetitionRule(),
            new FactorRule(),
            new StructureRule(),
            new OriginRule(),
            new OperationRule(),
            new ConcurrencyRule(),
            new FunctionRule(),
            new SummationRule(),
            new ContractionRule(),
            new PrecisionRule(),
            new TextRule(),
            new OrderRule(),
            new MistakeRule());

    private Diagnostician() {}

    /** Returns the suspects, the most probable first. */
    public static Diagnosis diagnose(Facts facts) {
        Diagnosis.Collector found = new Diagnosis.Collector();
        RULES.forEach(rule -> rule.examine(facts, found));
        return found.diagnosis();
    }
}
