package io.github.gradlock.harness.report;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reports of small comparisons. */
final class ReportFixture {
    static final String DIGEST = "9f31c2aa";

    private ReportFixture() {}

    static EnvironmentResult completed(String name, int cases) {
        return new EnvironmentResult(name, Status.COMPLETED, cases, DIGEST, 6.12, null, null);
    }

    static EnvironmentResult notRun(String name, String reason) {
        return new EnvironmentResult(name, Status.NOT_RUN, 0, null, 0, reason, null);
    }

    static EnvironmentResult failed(String name, String reason) {
        return new EnvironmentResult(name, Status.FAILED, 0, null, 0, reason, null);
    }

    static Report report(Policies policies, List<EnvironmentResult> others, BundleFixture... bundles)
            throws IOException {
        List<EnvironmentResult> environments = new ArrayList<>(Arrays.stream(bundles)
                .map(bundle -> completed(
                        bundle.manifest().identity().displayName(),
                        bundle.caseDigests().size()))
                .toList());
        environments.addAll(others);
        return Report.of(Comparison.of(List.of(bundles), policies), environments);
    }

    /** Two environments of two cases and two executions each, and one that did not run. */
    static Report passing() throws IOException {
        return report(
                Policies.BITWISE,
                List.of(notRun("cuda-12.8", "no NVIDIA driver here (gradlock doctor)")),
                clean("host-jdk17[jit=c2]"),
                clean("temurin-21"));
    }

    private static BundleFixture clean(String name) {
        var value = BundleFixture.floats("grad", 1, 2);
        return new BundleFixture(name)
                .with("exp.grad", value)
                .again("exp.grad", 1, 0, value)
                .with("log.grad", value)
                .again("log.grad", 1, 0, value);
    }

    /** Three environments: one case diverges, one varies within one, one is missing in one. */
    static Report failing() throws IOException {
        float[] elements = new float[128];
        elements[5] = 0.12500001f;
        elements[77] = -0f;
        float[] others = elements.clone();
        others[5] = 0.125f;
        others[77] = 0f;
        List<Long> shape = List.of(4L, 32L);
        var left = BundleFixture.floats("x.grad", shape, elements);
        var right = BundleFixture.floats("x.grad", shape, others);
        var sum = BundleFixture.floats("sum", 1.5f);
        return report(
                Policies.BITWISE,
                List.of(),
                new BundleFixture("host-jdk17")
                        .with("softmax", left)
                        .trace("softmax", steps("A", "B"))
                        .with("sum", sum)
                        .with("tanh", sum),
                new BundleFixture("temurin-21")
                        .with("softmax", right)
                        .trace("softmax", steps("A", "C"))
                        .with("sum", sum),
                new BundleFixture("host-jdk25")
                        .with("softmax", left)
                        .with("sum", sum)
                        .again("sum", 0, 1, sum)
                        .again("sum", 1, 0, BundleFixture.floats("sum", 1.75f))
                        .with("tanh", sum));
    }

    private static TraceStep[] steps(String first, String second) {
        return new TraceStep[] {step(0, "sub", 1, first), step(1, "exp", 2, second)};
    }

    private static TraceStep step(int number, String op, long input, String hash) {
        TraceStep.Output output = new TraceStep.Output(input + 1, ElementType.F32, List.of(4L, 32L), hash);
        return new TraceStep("softmax", number, "forward", op, Map.of(), List.of(input), List.of(output));
    }
}
