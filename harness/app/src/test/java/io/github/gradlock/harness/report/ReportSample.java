package io.github.gradlock.harness.report;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A report as a real suite would make it, of any size: a few environments apart in the cases of a few operations, one that varies,
 * one that lacks cases. The same numbers make the same report.
 */
public final class ReportSample {
    private static final List<String> OPERATIONS = List.of(
            "abs",
            "add",
            "atan2",
            "bmm",
            "conv2d",
            "cumsum",
            "div",
            "einsum",
            "erf",
            "exp",
            "gather",
            "gelu",
            "index_add",
            "layer_norm",
            "log",
            "log_softmax",
            "logsumexp",
            "matmul",
            "mean",
            "mul",
            "norm",
            "pow",
            "prod",
            "relu",
            "rsqrt",
            "scatter_add",
            "sigmoid",
            "sin",
            "softmax",
            "sort",
            "sqrt",
            "sum",
            "svd",
            "tanh",
            "topk",
            "var",
            "where");
    private static final List<String> UNLIKE = List.of("exp", "log", "softmax", "tanh", "svd");
    private static final int ELEMENTS = 24;

    private final int environments;
    private final int cases;
    private final Random random = new Random(7);

    private ReportSample(int environments, int cases) {
        this.environments = environments;
        this.cases = cases;
    }

    /** Makes a report of so many environments and cases. */
    public static Report of(int environments, int cases) throws IOException {
        return new ReportSample(environments, cases).report();
    }

    /** Makes a report in which every case differs, and no two environments agree. */
    public static Report ofStrangers(int environments, int cases) throws IOException {
        BundleFixture[] bundles = new BundleFixture[environments];
        for (int e = 0; e < environments; e++) {
            bundles[e] = new BundleFixture(name(e));
            for (int c = 0; c < cases; c++) {
                bundles[e].with("a.rather.long.name.of.a.case." + c, BundleFixture.floats("grad", 1 + e));
            }
        }
        return ReportFixture.report(Policies.BITWISE, List.of(), bundles);
    }

    private Report report() throws IOException {
        BundleFixture[] bundles = new BundleFixture[environments];
        for (int e = 0; e < environments; e++) {
            bundles[e] = new BundleFixture(name(e))
                    .provenance("jdk.version", e % 3 == 1 ? "21.0.11+10-LTS" : "17.0.19+10")
                    .provenance(
                            "jdk.flags", "-ea -Xmx1433m -Dfile.encoding=UTF-8" + (e % 4 == 1 ? " -XX:UseAVX=2" : ""))
                    .provenance("libc", e % 5 == 4 ? "glibc 2.41" : "glibc 2.36")
                    .provenance("cpu.model", "AMD EPYC")
                    .provenance("locale", "en")
                    .provenance("vector.width", e % 4 == 1 ? "256" : "512");
        }
        for (int c = 0; c < cases; c++) {
            String operation = OPERATIONS.get(c % OPERATIONS.size());
            String id = operation + ".grad." + (c / OPERATIONS.size() % 2 == 0 ? "float32" : "float64") + "."
                    + c / OPERATIONS.size();
            boolean unlike = UNLIKE.contains(operation) && random.nextInt(5) < 4;
            addCase(bundles, id, operation, unlike);
        }
        return ReportFixture.report(
                Policies.parse(List.of("svd*=ulp:4096")),
                List.of(ReportFixture.notRun("cuda-12.8", "no NVIDIA driver here (gradlock doctor)")),
                bundles);
    }

    private static String name(int environment) {
        List<String> names = List.of(
                "host-jdk17[jit=c2,kernels=vector]",
                "temurin-21",
                "host-jdk17[jit=int,kernels=scalar]",
                "debian-trixie",
                "host-jdk25");
        return names.get(environment % names.size())
                + (environment < names.size() ? "" : "-" + environment / names.size());
    }

    private void addCase(BundleFixture[] bundles, String id, String operation, boolean unlike) {
        float[] usual = new float[ELEMENTS * ELEMENTS];
        for (int i = 0; i < usual.length; i++) {
            usual[i] = random.nextFloat() - 0.5f;
        }
        int kinds = 1 + random.nextInt(3);
        List<Value> values = new ArrayList<>(List.of(value(usual)));
        for (int kind = 1; kind <= kinds; kind++) {
            values.add(value(moved(usual, kind)));
        }
        for (int e = 0; e < bundles.length; e++) {
            int kind = unlike && e % 2 == 1 ? 1 + (e / 2) % kinds : 0;
            if (operation.equals("topk") && e == 2) {
                bundles[e].with(id, CaseStatus.FAILED, "IllegalStateException: no kernel for topk");
                continue;
            }
            bundles[e].with(id, values.get(kind));
            if (unlike) {
                bundles[e].trace(
                        id,
                        trace(
                                id,
                                operation,
                                kind,
                                BundleFixture.sha256(values.get(kind).bytes())));
            }
            if (operation.equals("scatter_add") && e == 1) {
                bundles[e].again(id, 0, 1, values.get(0)).again(id, 1, 0, values.get(1));
            }
        }
    }

    private static Value value(float[] elements) {
        return BundleFixture.floats("x.grad", List.of((long) ELEMENTS, (long) ELEMENTS), elements);
    }

    /** Another value in which about a tenth of the elements, towards one corner, is a few ulp away. */
    private float[] moved(float[] usual, int kind) {
        float[] moved = usual.clone();
        for (int i = 0; i < moved.length; i++) {
            int distance = i / ELEMENTS + i % ELEMENTS;
            if (random.nextInt(10 + distance * distance / 4) < 4) {
                moved[i] = Float.intBitsToFloat(Float.floatToRawIntBits(moved[i]) + (1 << random.nextInt(3 * kind)));
            }
        }
        moved[5] = Float.intBitsToFloat(Float.floatToRawIntBits(moved[5]) + 1);
        return moved;
    }

    /** Twenty-two steps: the operation in the middle goes apart, and all that follow from it. */
    private static TraceStep[] trace(String id, String operation, int kind, String result) {
        List<String> ops = new ArrayList<>(List.of("input", "input", "amax", "sub", operation, "sum", "div"));
        while (ops.size() < 22) {
            ops.add(List.of("mul", "neg", "reshape", "add").get(ops.size() % 4));
        }
        TraceStep[] steps = new TraceStep[ops.size()];
        for (int s = 0; s < steps.length; s++) {
            String hash = s == steps.length - 1
                    ? result
                    : BundleFixture.sha256(
                            (id + s + (s >= 4 ? kind : 0)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            List<Long> inputs =
                    s < 2 ? List.of() : s == 3 ? List.of(0L, 2L) : s == 6 ? List.of(4L, 5L) : List.of(s - 1L);
            steps[s] = new TraceStep(
                    id,
                    s,
                    s < 7 ? "forward" : "backward",
                    ops.get(s),
                    Map.of(),
                    inputs,
                    List.of(new TraceStep.Output(s, ElementType.F32, List.of(24L, s == 2 ? 1L : 24L), hash)));
        }
        return steps;
    }
}
