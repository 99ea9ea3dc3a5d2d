package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.diff.CasePattern;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradlock compare}: the verdict on bundles that are already there. */
@Command(
        name = "compare",
        description = "Compares two or more result bundles bit for bit, from wherever they come.",
        footer = {
            "",
            "A bundle is a file NAME.glb, the folder it was made of, or a lone values.safetensors.",
            "One bundle is enough to see whether its environment agrees with itself.",
            "Files (a page, Markdown, JUnit XML, JSON) are written only with --out.",
            "",
            "Example:",
            "  gradlock compare laptop.glb server.glb",
            "  gradlock compare laptop.glb server.glb --case 'softmax*' --policy 'softmax*=ulp:1'"
        })
final class CompareCommand extends GradlockCommand {
    @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "Result bundles.")
    List<Path> paths = List.of();

    @Option(
            names = "--policy",
            paramLabel = "[PATTERN=]POLICY",
            description = "What cases may differ by: bitwise (default), ulp:N or tolerance:rtol=X,atol=Y; the last that"
                    + " matches a case counts.")
    List<String> policies = List.of();

    @Option(
            names = "--case",
            paramLabel = "PATTERN",
            description = "Compare only these cases; * stands for any characters, ? for one.",
            defaultValue = "*")
    String cases = "*";

    @Override
    ExitStatus run(Console console) throws IOException {
        Policies parsed = Policies.parse(policies);
        if (common.out != null) {
            OutputFolder.requireWritable(common.out);
        }
        List<Bundle> bundles = new ArrayList<>();
        try {
            for (Path path : distinct(paths)) {
                bundles.add(Bundles.open(path));
            }
            Comparison comparison = Comparison.of(bundles, parsed, Set.of(), new CasePattern(cases));
            if (comparison.cases().isEmpty() && !cases.equals("*")) {
                throw GradlockException.badInput(
                        null, "no case matches " + cases, "* stands for any characters: --case 'softmax*'");
            }
            Report report = Report.of(comparison, results(comparison));
            return ReportPrinter.print(console, report, common.out);
        } finally {
            for (Bundle bundle : bundles) {
                bundle.close();
            }
        }
    }

    /** A bundle beside itself would be reproducible whatever it holds. */
    private static List<Path> distinct(List<Path> paths) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw GradlockException.badInput(
                        path.toString(),
                        "there is no such bundle",
                        "gradlock run leaves its bundles in target/gradlock");
            }
            if (!seen.add(path.toRealPath())) {
                throw GradlockException.badInput(
                        path.toString(), "the same bundle is given twice", "name each bundle once");
            }
        }
        return paths;
    }

    private static List<EnvironmentResult> results(Comparison comparison) throws IOException {
        List<EnvironmentResult> results = new ArrayList<>();
        for (Subject subject : comparison.subjects()) {
            Bundle bundle = subject.bundle();
            results.add(new EnvironmentResult(
                    subject.name(),
                    bundle.isPartial() ? Status.FAILED : Status.COMPLETED,
                    bundle.caseDigests().size(),
                    bundle.resultsDigest(),
                    seconds(bundle.manifest()),
                    bundle.isPartial() ? "its run did not come to its end" : null,
                    bundle.path()));
        }
        return results;
    }

    /** Returns how long the run took, or NaN where the bundle does not say. */
    private static double seconds(Manifest manifest) {
        @Nullable Instant start = instant(manifest.start());
        @Nullable Instant end = instant(manifest.end());
        return start == null || end == null || end.isBefore(start)
                ? Double.NaN
                : Duration.between(start, end).toMillis() / 1000.0;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notGiven) {
            return null;
        }
    }
}
