package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTests {
    private static final Value ONE = BundleFixture.floats("x", 1);
    private static final Value TWO = BundleFixture.floats("x", 2);
    private static final Value Y1 = BundleFixture.floats("y", 1);
    private static final Value Y2 = BundleFixture.floats("y", 2);

    @Test
    void lettersFollowTheSizeOfTheSides() throws IOException {
        Report report = report(
                new BundleFixture("a").with("c", TWO),
                new BundleFixture("b").with("c", ONE),
                new BundleFixture("d").with("c", ONE));
        Agreement agreement =
                Agreement.of(report.names(), report.comparison().cases().get(0));
        assertEquals("BAA", letters(agreement));
        assertTrue(agreement.hasLargest());
        assertTrue(agreement.isApart(0));
        assertFalse(agreement.isApart(1));
    }

    @Test
    void nobodyIsTheOddOneOutOfTwo() throws IOException {
        Report report = report(new BundleFixture("a").with("c", TWO), new BundleFixture("b").with("c", ONE));
        Agreement agreement =
                Agreement.of(report.names(), report.comparison().cases().get(0));
        assertEquals("AB", letters(agreement));
        assertFalse(agreement.hasLargest());
        assertTrue(agreement.isApart(0));
    }

    @Test
    void oneTensorIsEnoughToStandApart() throws IOException {
        Report report = report(
                new BundleFixture("a").with("c", ONE, Y1),
                new BundleFixture("b").with("c", ONE, Y2),
                new BundleFixture("d").with("c", TWO, Y1),
                new BundleFixture("e").with("c", ONE, Y1));
        assertEquals(
                "ABCA",
                letters(Agreement.of(report.names(), report.comparison().cases().get(0))));
    }

    @Test
    void signsSayWhyThereIsNoSide() throws IOException {
        Report report = report(
                new BundleFixture("a").with("c", ONE),
                new BundleFixture("b").with("c", ONE).again("c", 0, 1, TWO),
                new BundleFixture("d").with("c", CaseStatus.FAILED, "why"),
                new BundleFixture("e").with("c", CaseStatus.SKIPPED, "why"),
                new BundleFixture("f").with("other", ONE),
                new BundleFixture("g").with("c", Y1));
        String letters =
                letters(Agreement.of(report.names(), report.comparison().cases().get(0)));
        assertEquals("~×s–", letters.substring(1, 5));
        assertEquals('≠', letters.charAt(5));
    }

    @Test
    void allCasesTogetherMakeTheSidesOfTheEnvironments() throws IOException {
        Report report = report(
                new BundleFixture("a").with("c", ONE).with("d", ONE),
                new BundleFixture("b").with("c", TWO).with("d", ONE),
                new BundleFixture("d").with("c", ONE).with("d", TWO));
        assertEquals(
                "ABC",
                letters(Agreement.ofAll(report.names(), report.comparison().cases())));
        assertEquals(
                List.of(List.of("a", "b")),
                Agreement.ofAll(List.of("a", "b"), List.of()).sides());
    }

    @Test
    void anotherTypeIsASideOfItsOwn() throws IOException {
        Value wide = BundleFixture.bits("x", ElementType.F64, 1);
        assertEquals(
                List.of(List.of("a"), List.of("b")),
                sidesOfAll(new BundleFixture("a").with("c", ONE), new BundleFixture("b").with("c", wide)));
    }

    @Test
    void whatVariesSharesItsSideWithNobody() throws IOException {
        assertEquals(
                List.of(List.of("a"), List.of("b")),
                sidesOfAll(
                        new BundleFixture("a").with("c", ONE).again("c", 0, 1, TWO),
                        new BundleFixture("b").with("c", ONE).again("c", 0, 1, TWO)));
    }

    @Test
    void whatFailsSharesItsSideWithNobody() throws IOException {
        assertEquals(
                List.of(List.of("a"), List.of("b")),
                sidesOfAll(
                        new BundleFixture("a").with("c", CaseStatus.FAILED, "why"),
                        new BundleFixture("b").with("c", CaseStatus.FAILED, "why")));
    }

    @Test
    void sidesBeyondTheAlphabetAreKeptApart() throws IOException {
        BundleFixture[] bundles = IntStream.range(0, 29)
                .mapToObj(i -> new BundleFixture("e" + (10 + i)).with("c", BundleFixture.floats("x", i)))
                .toArray(BundleFixture[]::new);
        assertEquals(29, sidesOfAll(bundles).size());
    }

    @Test
    void whereACaseWasSkippedTheOthersDecide() throws IOException {
        assertEquals(
                List.of(List.of("a", "b"), List.of("d")),
                sidesOfAll(
                        new BundleFixture("a")
                                .with("c", CaseStatus.SKIPPED, "why")
                                .with("d", ONE),
                        new BundleFixture("b")
                                .with("c", CaseStatus.SKIPPED, "why")
                                .with("d", ONE),
                        new BundleFixture("d").with("c", ONE).with("d", ONE)));
    }

    private static List<List<String>> sidesOfAll(BundleFixture... bundles) throws IOException {
        Report report = report(bundles);
        return Agreement.ofAll(report.names(), report.comparison().cases()).sides();
    }

    private static Report report(BundleFixture... bundles) throws IOException {
        return ReportFixture.report(Policies.BITWISE, List.of(), bundles);
    }

    private static String letters(Agreement agreement) {
        return agreement.standings().stream()
                .map(standing -> String.valueOf(standing.symbol()))
                .collect(Collectors.joining());
    }
}
