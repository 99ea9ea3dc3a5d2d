package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.run.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
            "Files (a page, Markdown, SARIF, JUnit XML, JSON) are written only with --out.",
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
            description = "Compare only these cases; * stands for any characters, ? for one; may be given again.")
    List<String> cases = List.of();

    @Override
    ExitStatus run(Console console) throws IOException {
        Policies parsed = Policies.parse(policies);
        if (common.out != null) {
            OutputFolder.requireWritable(common.out);
        }
        try (OpenBundles open = OpenBundles.of(paths);
                ReportFolder folder = ReportFolder.claim(common.out)) {
            Comparison comparison = compare(console, open, parsed);
            new CaseSelection(cases).require(comparison.cases().size());
            Report report = Report.of(comparison, OpenBundles.results(comparison));
            return ReportPrinter.print(console, report, folder.path());
        }
    }

    private Comparison compare(Console console, OpenBundles open, Policies parsed) throws IOException {
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            return Comparison.of(open.bundles(), parsed, Set.of(), new CaseSelection(cases).wanted(), progress);
        }
    }
}
