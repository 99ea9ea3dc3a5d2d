package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.facts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.Behaviour.Compiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionRuleTests {
    private static final List<List<String>> FLIP = List.of(List.of("x", "x", "y"), List.of("x", "x", "y"));

    @Test
    void thatBothSidesVaryAlikeDoesNotSayItTwice() {
        Suspect alone = suspect(Cause.STALE_MEMORY, Behaviour.of("a", FLIP));
        Suspect both = suspect(Cause.STALE_MEMORY, Behaviour.of("a", FLIP), Behaviour.of("b", FLIP));
        assertEquals(alone.points(), both.points());
        assertEquals(Suspect.Standing.POSSIBLE, both.standing());
    }

    @Test
    void fewExecutionsDoNotSpeakAgainstWhatHasNoOrder() {
        assertTrue(suspect(Cause.HASH_ORDER, Behaviour.of("a", FLIP)).points() > 0);
        List<List<String>> sure = List.of(
                List.of("x", "x", "y", "y", "y", "y"),
                List.of("x", "x", "x", "y", "y", "y"),
                List.of("x", "y", "y", "y", "y", "y"));
        assertTrue(suspect(Cause.HASH_ORDER, Behaviour.of("a", sure)).points() < 0);
    }

    @Test
    void withoutACompilerItIsNotTheCompiler() {
        assertTrue(suspect(Cause.JIT, Behaviour.of("a", FLIP)).points() > 0);
        assertEquals(
                Suspect.Standing.REFUTED,
                suspect(Cause.JIT, Behaviour.of("a", FLIP).with(Compiler.NONE)).standing());
    }

    @Test
    void aProgramThatIsNoJvmHasNoCompilerAsFarAsIsKnown() {
        Suspect jit = suspect(Cause.JIT, Behaviour.of("a", FLIP).with(Compiler.ITS_OWN));
        assertTrue(jit.points() <= 0, jit::toString);
    }

    @Test
    void whatTheTracedExecutionAloneShowsIsTracing() {
        Behaviour traced = Behaviour.of("a", List.of(List.of("x", "y", "y"), List.of("y", "y", "y")));
        assertTrue(suspect(Cause.TRACING, traced).points() > 0);
    }

    private static Suspect suspect(Cause cause, Behaviour... behaviours) {
        return Diagnostician.diagnose(facts(List.of(), List.of(behaviours), List.of())).suspects().stream()
                .filter(one -> one.cause() == cause)
                .findFirst()
                .orElseThrow();
    }
}
