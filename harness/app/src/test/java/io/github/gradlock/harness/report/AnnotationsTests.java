package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationsTests {
    @Test
    void sayWhatFailedWhatDiffersAndWhatIsMissing() throws IOException {
        List<String> lines = Annotations.of(ReportFixture.failing());
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("::error title=sum is nondeterministic::FAILED  sum  ·  sum"));
        assertTrue(lines.get(1).startsWith("::error title=softmax is divergent::FAILED  softmax"));
        assertTrue(lines.get(1).contains("%0A  at [0,5]"));
        assertEquals("::warning title=tanh is incomplete::INCOMPLETE  tanh  ·  missing in temurin-21", lines.get(2));
        assertEquals(List.of(), Annotations.of(ReportFixture.passing()));
    }

    @Test
    void areNoneOfTheOneResultOfAJob() throws IOException {
        Report alone = ReportFixture.report(
                Policies.BITWISE, List.of(), new BundleFixture("a").with("exp", BundleFixture.floats("g", 1)));
        assertEquals(ExitStatus.NOTHING_COMPARED, alone.status());
        assertEquals(List.of(), Annotations.of(alone));
    }

    @Test
    void areNoMoreThanGitHubKeeps() throws IOException {
        List<String> lines = Annotations.of(ReportSample.ofStrangers(2, 25));
        assertEquals(Annotations.EACH, lines.size());
        assertEquals("::error title=16 more::16 more: the report has all of them", lines.get(9));
    }

    @Test
    void cannotBeEndedByAName() throws IOException {
        EnvironmentResult failed =
                new EnvironmentResult("a,b::c", Status.FAILED, 0, null, Double.NaN, "50 %\n::error::x", null);
        List<String> lines = Annotations.of(ReportFixture.report(
                Policies.BITWISE, List.of(failed), new BundleFixture("a").with("exp", BundleFixture.floats("g", 1))));
        assertEquals("::error title=a%2Cb%3A%3Ac failed::50 %25%0A::error::x", lines.get(0));
        assertTrue(lines.stream().noneMatch(line -> line.contains("\n")));
    }
}
