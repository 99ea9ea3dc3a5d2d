package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.Finding.Kind;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTests {
    private static final Value ONE = BundleFixture.floats("grad", 1, 2, 3);
    private static final Value OTHER = BundleFixture.floats("grad", 1, 2, 4);
    private static final Value THIRD = BundleFixture.floats("grad", 1, 2, 5);

    @Test
    void equalDigestsReadNoTensor() throws IOException {
        BundleFixture a = new BundleFixture("a").with("exp", ONE).with("log", OTHER);
        BundleFixture b = new BundleFixture("b").with("exp", ONE).with("log", OTHER);
        Comparison comparison = compare(a, b);
        assertEquals(ExitStatus.REPRODUCIBLE, comparison.status());
        assertEquals(2, comparison.count(Verdict.REPRODUCIBLE));
        assertEquals(2, comparison.cleanExecutions());
        assertEquals(0, a.tensorsRead() + b.tensorsRead());
    }

    @Test
    void warnsWhereNanIsWhatAgrees() throws IOException {
        Value nan = BundleFixture.floats("grad", Float.NaN, 1, Float.NaN);
        BundleFixture a = new BundleFixture("a").with("exp", nan).with("log", ONE);
        BundleFixture b = new BundleFixture("b").with("exp", nan).with("log", ONE);
        Comparison comparison = compare(a, b);
        assertEquals(2, only(comparison, "exp").nan());
        assertEquals(List.of("NaN is what agrees, every NaN counting as the same, in exp"), comparison.warnings());
        assertEquals(ExitStatus.REPRODUCIBLE, comparison.status());
        BundleFixture other = new BundleFixture("c").with("exp", ONE).with("log", ONE);
        assertEquals(List.of(), compare(a, other).warnings(), "a difference tells it");
    }

    @Test
    void readsOnlyTheTensorsThatDiffer() throws IOException {
        Value same = BundleFixture.floats("out", 7);
        BundleFixture a = new BundleFixture("a").with("exp", ONE, same).with("log", ONE);
        BundleFixture b = new BundleFixture("b").with("exp", OTHER, same).with("log", ONE);
        Comparison comparison = compare(a, b);
        assertEquals(ExitStatus.DIFFERENT, comparison.status());
        assertEquals(Verdict.DIVERGENT, only(comparison, "exp").verdict());
        assertEquals(Verdict.REPRODUCIBLE, only(comparison, "log").verdict());
        assertEquals(2, a.tensorsRead() + b.tensorsRead());
    }

    @Test
    void tellsWhoAgreesWithWhom() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE),
                new BundleFixture("b").with("exp", OTHER),
                new BundleFixture("c").with("exp", ONE),
                new BundleFixture("d").with("exp", THIRD));
        TensorDifference difference = only(comparison, "exp").differences().get(0);
        assertEquals(List.of(List.of("a", "c"), List.of("b"), List.of("d")), difference.classes());
        assertEquals(
                List.of("a/b", "a/d", "b/d"),
                difference.pairs().stream()
                        .map(pair -> pair.left() + "/" + pair.right())
                        .toList());
    }

    @Test
    void pairsManyClassesWithTheFirstOnlyWhereBitsCount() throws IOException {
        BundleFixture[] bundles = new BundleFixture[8];
        for (int i = 0; i < bundles.length; i++) {
            bundles[i] = new BundleFixture("e" + i).with("exp", BundleFixture.floats("grad", i));
        }
        assertEquals(
                7, only(compare(bundles), "exp").differences().get(0).pairs().size());
        Comparison tolerant = Comparison.of(List.of(bundles), Policies.parse(List.of("tolerance:atol=6")));
        assertEquals(28, only(tolerant, "exp").differences().get(0).pairs().size());
        assertEquals(Verdict.DIVERGENT, only(tolerant, "exp").verdict());
    }

    @Test
    void aPolicyAllowsWhatItCoversAndStillTellsIt() throws IOException {
        List<io.github.gradlock.protocol.Bundle> bundles =
                List.of(new BundleFixture("a").with("exp", ONE), new BundleFixture("b").with("exp", OTHER));
        Comparison allowed = Comparison.of(bundles, Policies.parse(List.of("exp=tolerance:atol=1")));
        assertEquals(Verdict.WITHIN_POLICY, only(allowed, "exp").verdict());
        assertEquals(1, only(allowed, "exp").differences().size());
        assertEquals(ExitStatus.REPRODUCIBLE, allowed.status());
        Comparison elsewhere = Comparison.of(bundles, Policies.parse(List.of("log=tolerance:atol=1")));
        assertEquals(Verdict.DIVERGENT, only(elsewhere, "exp").verdict());
    }

    @Test
    void findsVariationWithinOneEnvironmentEvenWhereDigestsAgree() throws IOException {
        BundleFixture a = new BundleFixture("a")
                .with("sum", ONE)
                .again("sum", 0, 1, ONE)
                .again("sum", 1, 0, OTHER)
                .again("sum", 1, 1, THIRD)
                .again("sum", 2, 0, OTHER);
        Comparison comparison = compare(a, new BundleFixture("b").with("sum", ONE));
        CaseResult result = only(comparison, "sum");
        assertEquals(Verdict.NONDETERMINISTIC, result.verdict());
        assertEquals(ExitStatus.DIFFERENT, comparison.status());
        assertEquals(6, result.executions());
        Variation variation = result.variations().get(0);
        assertEquals("a", variation.environment());
        assertEquals(3, variation.distinct());
        assertEquals(5, variation.executions());
        assertEquals(1, variation.restart());
        assertEquals(0, variation.iteration());
        assertNotNull(variation.difference());
        assertEquals(1, variation.difference().mismatched());
    }

    /** Under a policy all classes are paired: a hundred of them make thousands of pairs, of which a report shows few. */
    @Test
    void ofManyPairsTheFirstKeepTheirElements() throws IOException {
        BundleFixture[] bundles = new BundleFixture[8];
        for (int i = 0; i < bundles.length; i++) {
            bundles[i] = new BundleFixture("e" + i).with("sum", BundleFixture.floats("grad", i, i, i));
        }
        Comparison comparison = Comparison.of(List.of(bundles), Policies.parse(List.of("ulp:1")));
        List<PairDifference> pairs =
                only(comparison, "sum").differences().get(0).pairs();
        assertEquals(28, pairs.size());
        assertNotNull(pairs.get(14).map());
        assertEquals(3, pairs.get(14).first().size());
        assertNull(pairs.get(15).map());
        assertEquals(1, pairs.get(15).first().size());
        assertEquals(3, pairs.get(27).mismatched());
    }

    @Test
    void saysThatSeedsDiffer() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").provenance("run.seed", "0").with("sum", ONE),
                new BundleFixture("b").provenance("run.seed", "7").with("sum", ONE),
                new BundleFixture("c").with("sum", ONE));
        assertEquals(List.of("the seed is not the same: 0 in a; 7 in b"), comparison.warnings());
    }

    @Test
    void aSingleBundleCanDisagreeWithItself() throws IOException {
        Comparison comparison = compare(new BundleFixture("a").with("sum", ONE).again("sum", 0, 1, OTHER));
        assertEquals(ExitStatus.DIFFERENT, comparison.status());
    }

    @Test
    void variationIsExcusedOnlyByAPolicyThatCoversEveryValue() throws IOException {
        BundleFixture a = new BundleFixture("a")
                .with("sum", ONE)
                .again("sum", 0, 1, OTHER)
                .again("sum", 0, 2, THIRD);
        Comparison covered = Comparison.of(List.of(a), Policies.parse(List.of("tolerance:atol=2")));
        assertEquals(Verdict.WITHIN_POLICY, only(covered, "sum").verdict());
        assertEquals(1, only(covered, "sum").variations().size());
        Comparison uncovered = Comparison.of(List.of(a), Policies.parse(List.of("tolerance:atol=1")));
        assertEquals(Verdict.NONDETERMINISTIC, only(uncovered, "sum").verdict());
    }

    @Test
    void aTensorThatComesAndGoesVaries() throws IOException {
        Comparison comparison = Comparison.of(
                List.of(new BundleFixture("a").with("sum", ONE).again("sum", 0, 1)),
                Policies.parse(List.of("tolerance:atol=100")));
        assertEquals(Verdict.NONDETERMINISTIC, only(comparison, "sum").verdict());
        assertNull(only(comparison, "sum").variations().get(0).difference());
    }

    @Test
    void missingCasesFailuresAndSkipsAreIncomplete() throws IOException {
        BundleFixture a = new BundleFixture("a")
                .with("failed", CaseStatus.FAILED, "assertion")
                .with("missing", ONE)
                .with("skipped", CaseStatus.SKIPPED, "no GPU");
        BundleFixture b = new BundleFixture("b").with("failed", ONE).with("skipped", CaseStatus.SKIPPED, "no GPU");
        Comparison comparison = compare(a, b);
        assertEquals(ExitStatus.INCOMPLETE, comparison.status());
        assertEquals(3, comparison.count(Verdict.INCOMPLETE));
        assertEquals("failed in a: assertion", message(comparison, "failed"));
        assertEquals("missing in b", message(comparison, "missing"));
        assertEquals("skipped in every environment: no GPU", message(comparison, "skipped"));
    }

    @Test
    void aRepetitionThatFailsIsIncomplete() throws IOException {
        BundleFixture a = new BundleFixture("a").with("exp", ONE).again("exp", 1, 0, CaseStatus.FAILED);
        Comparison comparison = compare(a, new BundleFixture("b").with("exp", ONE));
        assertEquals("failed in a at restart 1, iteration 0, after it had passed", message(comparison, "exp"));
        assertEquals(ExitStatus.INCOMPLETE, comparison.status());
    }

    @Test
    void otherTypesAndShapesAndMissingTensorsAreFindings() throws IOException {
        Value reshaped = BundleFixture.floats("grad", List.of(1L, 3L), 1, 2, 3);
        Value integers = BundleFixture.bits("n", ElementType.I32, 1);
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE, integers), new BundleFixture("b").with("exp", reshaped));
        CaseResult result = only(comparison, "exp");
        assertEquals(Verdict.INCOMPLETE, result.verdict());
        assertEquals(
                List.of(Kind.TENSOR_MISSING, Kind.TYPE_OR_SHAPE),
                result.findings().stream().map(Finding::kind).toList());
        assertEquals(
                "tensor grad is F32 [3] in a and F32 [1, 3] in b",
                result.findings().get(1).message());
    }

    @Test
    void differingBitsComeBeforeMissingResults() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE).with("log", ONE), new BundleFixture("b").with("exp", OTHER));
        assertEquals(ExitStatus.DIFFERENT, comparison.status());
        assertEquals(1, comparison.count(Verdict.INCOMPLETE));
    }

    @Test
    void nothingIsComparedWithLessThanTwoResults() throws IOException {
        assertEquals(ExitStatus.NOTHING_COMPARED, compare().status());
        Comparison once = compare(new BundleFixture("a").with("exp", ONE));
        assertEquals(ExitStatus.NOTHING_COMPARED, once.status());
        assertEquals(0, once.count(Verdict.REPRODUCIBLE));
        assertEquals(
                ExitStatus.NOTHING_COMPARED,
                compare(new BundleFixture("a").with("exp", ONE).again("exp", 0, 1, ONE))
                        .status());
        assertEquals(
                ExitStatus.NOTHING_COMPARED,
                compare(new BundleFixture("a"), new BundleFixture("b")).status());
    }

    @Test
    void casesThatRecordedNothingAreNotCalledReproducible() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("empty").with("exp", ONE),
                new BundleFixture("b").with("empty").with("exp", ONE));
        assertEquals(Verdict.INCOMPLETE, only(comparison, "empty").verdict());
        assertEquals(
                Kind.NOT_COMPARED, only(comparison, "empty").findings().get(0).kind());
        assertEquals(ExitStatus.REPRODUCIBLE, comparison.status());
    }

    @Test
    void expectedCasesMustBeThere() throws IOException {
        BundleFixture a = new BundleFixture("a").with("exp", ONE);
        BundleFixture b = new BundleFixture("b").with("exp", ONE);
        Comparison comparison = Comparison.of(List.of(a, b), Policies.BITWISE, Set.of("exp", "log"), CasePattern.ALL);
        assertEquals("missing in every environment", message(comparison, "log"));
        assertEquals(ExitStatus.INCOMPLETE, comparison.status());
    }

    @Test
    void comparesOnlySelectedCases() throws IOException {
        Comparison comparison = Comparison.of(
                List.of(
                        new BundleFixture("a").with("exp", ONE).with("log", ONE),
                        new BundleFixture("b").with("exp", ONE).with("log", OTHER)),
                Policies.BITWISE,
                Set.of(),
                new CasePattern("e*"));
        assertEquals(1, comparison.cases().size());
        assertEquals(ExitStatus.REPRODUCIBLE, comparison.status());
    }

    @Test
    void executionsThatAreMissingAreNoResult() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE).again("exp", 0, 1, ONE).iterations(2),
                new BundleFixture("b").with("exp", ONE).iterations(2));
        assertEquals(ExitStatus.INCOMPLETE, comparison.status());
        assertEquals(
                "executed 1 of 2 times in b",
                comparison.cases().get(0).findings().get(0).message());
    }

    @Test
    void partialBundlesAreComparedAndSaid() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE),
                new BundleFixture("b").with("exp", ONE).partial());
        assertEquals(ExitStatus.INCOMPLETE, comparison.status());
        assertTrue(comparison.warnings().get(0).startsWith("b is partial"));
    }

    @Test
    void otherSuitesAreSaid() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("a").with("exp", ONE),
                new BundleFixture("b").with("exp", ONE).suite("mine"));
        assertEquals(List.of("the suite is not the same: gradients in a; mine in b"), comparison.warnings());
    }

    @Test
    void namesakesAreNumberedByPath() throws IOException {
        Comparison comparison = compare(
                new BundleFixture("host").with("exp", ONE).at("z/host.glb"),
                new BundleFixture("host").with("exp", OTHER).at("a/host.glb"),
                new BundleFixture("other").with("exp", ONE));
        assertEquals(
                List.of(List.of("host#2", "other"), List.of("host#1")),
                only(comparison, "exp").differences().get(0).classes());
        assertTrue(comparison.warnings().get(0).startsWith("host#2 is z"));
    }

    @Test
    void bundlesWhoseHashesLieAreRefused() {
        Value lie = new Value("grad", ElementType.F32, List.of(4L), ONE.bytes());
        BundleException wrongSize = assertThrows(
                BundleException.class,
                () -> compare(
                        new BundleFixture("a").with("exp", lie),
                        new BundleFixture("b")
                                .with("exp", new Value("grad", ElementType.F32, List.of(4L), OTHER.bytes()))));
        assertEquals("exp/grad has 12 bytes, and its type and shape say 16", wrongSize.getMessage());
    }

    private static Comparison compare(BundleFixture... bundles) throws IOException {
        return Comparison.of(List.of(bundles), Policies.BITWISE);
    }

    private static CaseResult only(Comparison comparison, String id) {
        return comparison.cases().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String message(Comparison comparison, String id) {
        assertEquals(1, only(comparison, id).findings().size());
        return only(comparison, id).findings().get(0).message();
    }
}
