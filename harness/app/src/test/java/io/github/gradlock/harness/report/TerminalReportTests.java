package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalReportTests {
    private static final Value ONE = BundleFixture.floats("grad", 1, 2);
    private static final Value NEXT = BundleFixture.floats("grad", 1, Math.nextUp(2f));

    @Test
    void tellsWhatIsReproducibleAndWhatWasNotRun() throws IOException {
        assertEquals("""
                gradlock · suite gradients · 2 cases · 3 environments · 1 iteration × 1 restart

                  ✔ host-jdk17[jit=c2]      2    6.1 s   9f31c2…
                  ✔ temurin-21              2    6.1 s   9f31c2…
                  – cuda-12.8            not run: no NVIDIA driver here (gradlock doctor)

                Reproducible: 2 of 2 cases are the same bits in 2 of 3 environments, 4 runs.
                report  report/index.html""", text(ReportFixture.passing().terminal(Path.of("report", "index.html"))));
    }

    @Test
    void tellsWhatDiffersWithElementsAndSides() throws IOException {
        assertEquals("""
                gradlock · suite gradients · 3 cases · 3 environments · 1 iteration × 1 restart

                  ✔ host-jdk17      3    6.1 s   9f31c2…
                  ✔ temurin-21      2    6.1 s   9f31c2…
                  ✔ host-jdk25      3    6.1 s   9f31c2…

                FAILED  sum  ·  sum  ·  2 values in 3 executions of host-jdk25
                  first seen at restart 1, iteration 0
                  constant within a process, 2 values in 2 processes: as a hash salt, a seed drawn at start or auto-tuning does
                  2 × 2 executions cannot tell this from a change with every execution
                  1 of 1 element differs  ·  max 2,097,152 ulp, allowed 0
                  at [0]   first execution          1.5   0x3fc00000
                           restart 1, iteration 0   1.75  0x3fe00000
                  possible causes: 1. hash-iteration order (host-jdk25: constant within a process, 2 values in 2 processes)   2. unseeded random   3. algorithm auto-tuning

                FAILED  softmax  ·  x.grad  ·  2 of 128 elements differ  ·  max 1 ulp, allowed 0  ·  1 zero of unlike sign
                  at [0,5]    host-jdk17   0.12500001  0x3e000001
                              temurin-21   0.125       0x3e000000
                  at [2,13]   host-jdk17   -0          0x80000000
                              temurin-21   0           0x00000000
                  agree: host-jdk17, host-jdk25        apart: temurin-21
                  first divergence: step 2 of 2, exp (forward): its inputs are the same bits, its outputs are not
                  possible causes: 1. libm or intrinsic (it begins at step 2, exp (forward))   2. unknown

                INCOMPLETE  tanh  ·  missing in temurin-21

                Different: of 3 cases, 1 differs between environments, 1 varies within an environment, 1 is incomplete, 0 are the same bits in 3 of 3 environments.

                hint: gradlock explain bundles/host-jdk17.glb bundles/temurin-21.glb --case softmax says why, as far as it can be known""", text(ReportFixture.failing().terminal(null)).replace('\\', '/'));
    }

    @Test
    void saysWhatWasProvedOfEachEnvironmentByItself() throws IOException {
        BundleFixture a = new BundleFixture("a").with("exp", ONE).iterations(6);
        BundleFixture b = new BundleFixture("b").with("exp", ONE).iterations(12).restarts(3);
        for (int iteration = 1; iteration < 36; iteration++) {
            b.again("exp", iteration / 12, iteration % 12, ONE);
            if (iteration < 6) {
                a.again("exp", 0, iteration, ONE);
            }
        }
        String sentence =
                "6 clean runs in each environment: what varies with each run, the rarer result in more than 41 % of"
                        + " them, would have been seen there (95 % confidence).";
        assertTrue(findings(Policies.BITWISE, a, b).contains(sentence));
        assertFalse(findings(Policies.BITWISE, b, new BundleFixture("c").with("exp", ONE))
                .contains("confidence"));
    }

    @Test
    void tellsWhatTheProcessesWouldHaveSeen() throws IOException {
        BundleFixture a = new BundleFixture("a").with("exp", ONE).restarts(90);
        for (int restart = 1; restart < 90; restart++) {
            a.again("exp", restart, 0, ONE);
        }
        BundleFixture b =
                new BundleFixture("b").with("exp", ONE).again("exp", 1, 0, ONE).restarts(2);
        DetectionGoal goal = new DetectionGoal(0.05, 0.99);

        assertTrue(text(ReportFixture.report(Policies.BITWISE, List.of(), a)
                        .withGoal(goal)
                        .terminal(null))
                .contains("90 processes in each environment: what varies in 5 % of the processes or executions of"
                        + " an environment would have been seen there with a probability of 99.01 %."));
        assertTrue(text(ReportFixture.report(Policies.BITWISE, List.of(), a, b)
                        .withGoal(goal)
                        .terminal(null))
                .contains("Not 99 % confident: what varies in 5 % of the processes or executions of an environment"
                        + " would have been seen with a probability of 9.5 %, after 2 of 90 processes."));
    }

    @Test
    void tellsUnderWhichStressSomethingShowsAndWhenTracingIsSuspected() throws IOException {
        BundleFixture bundle = new BundleFixture("a")
                .provenance("run.stress", "plain")
                .provenance("restart1.run.stress", "one-processor")
                .provenance("restart2.run.stress", "loaded")
                .with("exp", ONE)
                .again("exp", 1, 0, NEXT)
                .again("exp", 2, 0, ONE)
                .with("log", NEXT)
                .trace("log", new TraceStep("log", 0, "forward", "log", Map.of(), List.of(), List.of()))
                .again("log", 1, 0, ONE)
                .again("log", 2, 0, ONE);
        String text =
                text(ReportFixture.report(Policies.BITWISE, List.of(), bundle).terminal(null));

        assertTrue(
                text.contains(
                        "  no order, 2 values in 3 executions\n  3 × 1 executions cannot tell this from state of the"
                                + " process\n  shows under one-processor, not under the 2 other stress profiles\n"),
                text);
        assertTrue(
                text.contains("  the traced execution is the only one that differs: recording may change its bits\n"),
                text);
        assertTrue(text.contains("  gradlock run --no-trace tells: "), text);
        assertTrue(
                text.contains("  shows under every stress profile but plain, of which the first execution is"), text);
    }

    @Test
    void tellsWhatAPolicyAllows() throws IOException {
        assertEquals(
                """
                ALLOWED  exp  ·  grad  ·  1 of 2 elements differs  ·  max 1 ulp, allowed 4 ulp
                  at [1]   a   2          0x40000000
                           b   2.0000002  0x40000001
                  apart: a, b

                Within policy: of 2 cases, 1 differs as much as its policy allows, 1 is the same bits in 2 of 2 environments, 2 runs.""",
                findings(
                        Policies.parse(List.of("ulp:4")),
                        new BundleFixture("a").with("exp", ONE).with("log", ONE),
                        new BundleFixture("b").with("exp", NEXT).with("log", ONE)));
    }

    @Test
    void showsTheWorstOfUnlikeExecutions() throws IOException {
        Value near = BundleFixture.floats("grad", 1, Math.nextUp(2f));
        Value far = BundleFixture.floats("grad", 1, Math.nextUp(Math.nextUp(Math.nextUp(2f))));
        String text = findings(
                Policies.parse(List.of("ulp:1")),
                new BundleFixture("a").with("exp", ONE).again("exp", 0, 1, near).again("exp", 0, 2, far));
        assertTrue(text.contains("  first seen at restart 0, iteration 1\n"), text);
        assertTrue(text.contains("max 3 ulp, allowed 1 ulp  ·  1 beyond the policy"), text);
        assertTrue(text.contains("restart 0, iteration 2   2.0000007"), text);
    }

    @Test
    void eachGreatestMeasureIsOverAllPairs() throws IOException {
        Value wide = BundleFixture.floats("grad", Math.nextUp(1f), Math.nextUp(2f));
        Value far = BundleFixture.floats("grad", 1, 4);
        String text = findings(
                Policies.BITWISE,
                new BundleFixture("a").with("exp", ONE),
                new BundleFixture("b").with("exp", wide),
                new BundleFixture("c").with("exp", far));
        assertTrue(text.contains("up to 2 of 2 elements differ  ·  max 8,388,608 ulp, allowed 0"), text);
    }

    @Test
    void tellsWhatIsNaNInfiniteOrBeyondThePolicy() throws IOException {
        String text = findings(
                Policies.parse(List.of("ulp:4")),
                new BundleFixture("a").with("exp", BundleFixture.floats("grad", 1, 1, 2)),
                new BundleFixture("b")
                        .with(
                                "exp",
                                BundleFixture.floats("grad", Float.NaN, Float.NEGATIVE_INFINITY, Math.nextUp(2f))));
        assertTrue(
                text.startsWith(
                        "FAILED  exp  ·  grad  ·  3 of 3 elements differ  ·  max 1 ulp, allowed 4 ulp"
                                + "  ·  1 NaN on one side  ·  1 infinite on one side or of unlike sign  ·  2 beyond the policy"),
                text);
    }

    @Test
    void tellsIntegersWithoutUlps() throws IOException {
        String text = findings(
                Policies.BITWISE,
                new BundleFixture("a").with("argmax", BundleFixture.bits("index", ElementType.I64, 7, 1)),
                new BundleFixture("b").with("argmax", BundleFixture.bits("index", ElementType.I64, 2, 1)));
        assertTrue(
                text.startsWith("FAILED  argmax  ·  index  ·  1 of 2 elements differs  ·  max |a−b| 5, allowed 0"),
                text);
    }

    @Test
    void namesSomeOfManyEnvironments() {
        List<String> many = IntStream.rangeClosed(1, 47).mapToObj(i -> "e" + i).toList();

        assertEquals("agree: e1, e2, e3, e4 and 43 more        apart: x", CaseText.sides(List.of(many, List.of("x"))));
        assertEquals(
                "agree: e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12",
                CaseText.sides(List.of(many.subList(0, 12))));
    }

    @Test
    void limitsTensorsAndPairs() throws IOException {
        BundleFixture[] bundles = new BundleFixture[4];
        for (int i = 0; i < bundles.length; i++) {
            Value[] tensors = new Value[5];
            for (int t = 0; t < tensors.length; t++) {
                tensors[t] = BundleFixture.floats("weight" + t, i);
            }
            bundles[i] = new BundleFixture("e" + i).with("training", tensors);
        }
        String text = findings(Policies.BITWISE, bundles);
        assertTrue(text.contains("up to 1 of 1 element differs"), text);
        assertTrue(text.contains("  … and 3 more pairs"), text);
        assertTrue(text.contains("  … and 2 more tensors differ"), text);
        assertTrue(text.contains("  apart: e0, e1, e2, e3"), text);
    }

    @Test
    void tellsFailuresAndWhyNothingWasCompared() throws IOException {
        EnvironmentResult failed =
                new EnvironmentResult("c", Status.FAILED, 0, null, Double.NaN, "no answer within 10 min", null);
        Report report =
                ReportFixture.report(Policies.BITWISE, List.of(failed), new BundleFixture("a").with("exp", ONE));
        assertEquals(
                "  ✘ c   failed: no answer within 10 min",
                report.environmentLines().get(1));
        assertTrue(text(report.findings(null))
                .contains("Incomplete: 1 of 2 environments failed; of 1 case, 1 is incomplete"));
        Report single = ReportFixture.report(Policies.BITWISE, List.of(), new BundleFixture("a").with("exp", ONE));
        assertTrue(
                text(single.findings(null)).contains("Nothing was compared: there is one result, and it takes two."));
    }

    private static String findings(Policies policies, BundleFixture... bundles) throws IOException {
        List<String> lines = ReportFixture.report(policies, List.of(), bundles).findings(null);
        return text(lines.stream().filter(line -> !line.startsWith("hint")).toList())
                .strip();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }
}
