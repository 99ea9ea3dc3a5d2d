package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnosis;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of why a case differs.
 *
 * @param caseId of the case
 * @param left name of the first side
 * @param right name of the second; of an environment that differs from itself, the same with which execution
 * @param localisation of the difference, null where the traces do not show one
 * @param tensor the recorded tensor that the path leads to; null if none differs
 * @param path from where it begins to that tensor; empty if no step gave it
 * @param transplant what came of executing operations on the other side's inputs; null if that was not done
 * @param verdict of the comparison
 * @param behaviours of each side when executed again
 * @param effects of changing one thing at a time
 * @param diagnosis the ranked causes
 */
public record CaseExplanation(
        String caseId,
        String left,
        String right,
        @Nullable Localisation localisation,
        @Nullable String tensor,
        List<AlignedStep> path,
        @Nullable Transplant transplant,
        Verdict verdict,
        List<Behaviour> behaviours,
        List<FactorEffect> effects,
        Diagnosis diagnosis) {
    /** Copies the lists. */
    public CaseExplanation {
        path = List.copyOf(path);
        behaviours = List.copyOf(behaviours);
        effects = List.copyOf(effects);
    }

    /** Returns whether it is about one of two sides, which differs from itself: then nothing in it is about the other. */
    public boolean isOfOneOfTwo() {
        return behaviours.size() > 1
                && behaviours.stream().noneMatch(one -> one.side().equals(right));
    }

    /**
     * Returns whether a factor of the environment is known to make the difference: with it one steady side has the other's bits, or it is
     * all in which the sides were made differently.
     */
    public boolean isMadeByAFactor() {
        return behaviours.stream().allMatch(Behaviour::isSteady)
                && effects.stream()
                        .anyMatch(one -> !one.factor().equals(FactorEffect.ALONE)
                                && (one.effect() == Effect.AS_OTHER || one.effect() == Effect.APART));
    }

    /**
     * Returns, in sentences without their ends, which factors are known to make the difference though nothing is known of what they switch: a
     * variable or an option of the program's own. What stands behind one of them no evidence names.
     */
    public List<String> unnamedFactors() {
        return isMadeByAFactor()
                ? effects.stream()
                        .filter(one -> !one.factor().equals(FactorEffect.ALONE)
                                && (one.effect() == Effect.AS_OTHER || one.effect() == Effect.APART))
                        .map(FactorEffect::sentence)
                        .filter(sentence -> diagnosis.suspects().stream()
                                .flatMap(suspect -> suspect.evidence().stream())
                                .noneMatch(evidence -> evidence.text().contains(sentence)))
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * What came of executing operations again, each side on the other's exact inputs.
     *
     * @param executed number of operations that were
     * @param common number of operations that both sides have
     * @param differing positions in the first trace of those that gave other bits than the other side had
     * @param confirmed whether every origin among the operations gave other bits in both directions, and its own on its own inputs
     * @param unsteady positions in the first trace of operations that gave other bits on their own inputs
     */
    public record Transplant(
            int executed, int common, List<Integer> differing, boolean confirmed, List<Integer> unsteady) {
        /** Copies the lists. */
        public Transplant {
            differing = List.copyOf(differing);
            unsteady = List.copyOf(unsteady);
        }
    }
}
