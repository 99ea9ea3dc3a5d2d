package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.STEADY;
import static io.github.gradlock.harness.cause.FactsFixture.facts;
import static io.github.gradlock.harness.cause.FactsFixture.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.FactorEffect.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorRuleTests {
    private static final List<Behaviour> BOTH = List.of(Behaviour.of("a", STEADY), Behaviour.of("b", STEADY));

    @Test
    void narrowVectorsLeaveOutFusedMultiplyAddsToo() {
        FactorEffect narrow = new FactorEffect("avx", "avx=0", "a", Effect.AS_OTHER);
        FactorEffect wide = new FactorEffect("avx", "avx=1", "b", Effect.AS_OTHER);
        FactorEffect rounded = new FactorEffect("fma", "no fused multiply-adds", "a", Effect.AS_OTHER);
        assertEquals(Cause.FMA, first(facts(List.of(), BOTH, List.of(narrow, wide, rounded))));
        FactorEffect other = new FactorEffect("fma", "no fused multiply-adds", "a", Effect.NONE);
        assertEquals(Cause.VECTOR_WIDTH, first(facts(List.of(), BOTH, List.of(narrow, wide, other))));
    }

    @Test
    void otherBitsAgainSayLessThanThoseOfTheOtherSide() {
        FactorEffect threads = new FactorEffect("threads", "threads=3", "a", Effect.MOVED);
        FactorEffect kernels =
                new FactorEffect("ATEN_CPU_CAPABILITY", "ATEN_CPU_CAPABILITY=default", "a", Effect.AS_OTHER);
        assertEquals(Cause.THREADS, first(facts(List.of(), BOTH, List.of(threads))));
        assertEquals(Cause.VECTOR_WIDTH, first(facts(List.of(), BOTH, List.of(threads, kernels))));
    }

    @Test
    void thatNarrowVectorsLeaveThemOutIsCountedOnce() {
        FactorEffect narrow = new FactorEffect("avx", "avx=0", "a", Effect.AS_OTHER);
        for (Effect effect : List.of(Effect.AS_OTHER, Effect.MOVED)) {
            FactorEffect rounded = new FactorEffect("fma", "no fused multiply-adds", "a", effect);
            Suspect width = Diagnostician.diagnose(facts(List.of(), BOTH, List.of(narrow, rounded))).suspects().stream()
                    .filter(one -> one.cause() == Cause.VECTOR_WIDTH)
                    .findFirst()
                    .orElseThrow();
            boolean fits = width.evidence().stream().anyMatch(one -> one.weight() == Evidence.Weight.FITS);
            boolean hardly = width.evidence().stream().anyMatch(one -> one.weight() == Evidence.Weight.HARDLY);
            assertEquals(List.of(effect == Effect.AS_OTHER, effect == Effect.MOVED), List.of(fits, hardly));
        }
    }

    @Test
    void whatIsTheSameWithAnotherValueMayStillBeThereWhereItWasWrittenSo() {
        List<FactorEffect> tried = List.of(
                new FactorEffect("avx", "avx=0", "a", Effect.NONE),
                new FactorEffect("jit", "jit=int", "a", Effect.NONE));
        List<Suspect> suspects =
                Diagnostician.diagnose(facts(List.of(), BOTH, tried)).suspects();
        assertTrue(suspects.stream().anyMatch(one -> one.cause() == Cause.JIT && one.points() < 0));
        assertTrue(suspects.stream().noneMatch(one -> one.cause() == Cause.VECTOR_WIDTH && one.points() < 0));
    }
}
