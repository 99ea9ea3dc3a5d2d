package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingToExplainTests {
    private static final BundleFixture.Value ONE = BundleFixture.floats("x", 1);

    @Test
    void agreementOfResultsIsNoneOfTraces() throws Exception {
        NothingToExplain nothing = of(new BundleFixture("a").with("c", ONE), new BundleFixture("b").with("c", ONE));
        assertEquals(ExitStatus.NOTHING_COMPARED, nothing.status());
        assertEquals("agree", nothing.verdict());
        assertEquals(
                List.of("The results agree in the one case; there are no traces of both, so their operations were not"
                        + " compared."),
                nothing.lines());
    }

    @Test
    void whatIsMissingIsNamedAndNoAgreement() throws Exception {
        for (BundleFixture other : List.of(
                new BundleFixture("b").with("d", ONE),
                new BundleFixture("b").with("d", ONE).with("c", CaseStatus.FAILED, "why"),
                new BundleFixture("b").with("d", ONE).with("c", CaseStatus.SKIPPED, "why"),
                new BundleFixture("b").with("d", ONE).with("c", BundleFixture.bits("x", ElementType.F64, 1)),
                new BundleFixture("b").with("d", ONE).with("c", BundleFixture.floats("x", List.of(1L, 1L), 1)))) {
            NothingToExplain nothing = of(new BundleFixture("a").with("c", ONE).with("d", ONE), other);
            assertEquals(ExitStatus.INCOMPLETE, nothing.status());
            assertEquals("incomplete", nothing.verdict());
            assertEquals(
                    "Nothing was seen to differ in 1 of 2 cases, and results are missing:",
                    nothing.lines().get(0));
            assertTrue(nothing.lines().get(1).startsWith("  c: "), nothing.lines()::toString);
        }
    }

    @Test
    void aPartialBundleIsNamed() throws Exception {
        NothingToExplain nothing = of(
                new BundleFixture("a").with("c", ONE),
                new BundleFixture("b").with("c", ONE).partial());
        assertEquals(ExitStatus.INCOMPLETE, nothing.status());
        assertTrue(nothing.lines().contains("  b is partial: its run did not come to its end"));
    }

    @Test
    void oneExecutionAgreesWithNothing() throws Exception {
        NothingToExplain nothing = of(new BundleFixture("a").with("c", ONE));
        assertEquals("nothing compared", nothing.verdict());
        assertEquals(
                List.of("Nothing was compared:", "  c: executed once: there is nothing to compare it with"),
                nothing.lines());
    }

    private static NothingToExplain of(BundleFixture... bundles) throws Exception {
        return new NothingToExplain(Comparison.of(List.of(bundles), Policies.BITWISE));
    }
}
