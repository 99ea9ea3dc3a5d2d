package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.baseline.Baseline;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CasePattern;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code gradlock baseline check}: are today's results those that were kept? */
@Command(
        name = "check",
        description = "Compares result bundles with the baseline, bit for bit.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the results are those of the baseline",
            "1:they differ, or vary",
            "2:the input is at fault (usage, bundle, baseline)",
            "3:results are missing, or a case is on one side only",
            "4:nothing was compared"
        },
        footer = {
            "",
            "The exit status is that of gradlock compare. A case that only one side has makes it 3. With --out DIR, the last",
            "run is the one in DIR, and the report goes to DIR/baseline.",
            "",
            "Examples:",
            "  gradlock baseline check                          the bundles of the last run",
            "  gradlock baseline check ci/*.glb --name nightly --policy 'softmax*=ulp:1'"
        })
final class BaselineCheckCommand extends GradlockCommand {
    @Mixin
    BaselineOptions options = new BaselineOptions();

    @Option(
            names = "--policy",
            paramLabel = "[PATTERN=]POLICY",
            description = "What cases may differ by: bitwise (default), ulp:N or tolerance:rtol=X,atol=Y.")
    List<String> policies = List.of();

    @Override
    ExitStatus run(Console console) throws IOException {
        Policies parsed = Policies.parse(policies);
        if (common.out != null) {
            OutputFolder.requireWritable(common.out);
        }
        try (OpenBundles open = options.open(common);
                ReportFolder folder = ReportFolder.claim(common.out)) {
            Baseline baseline = options.baseline(open.bundles());
            try (Bundle kept = baseline.open()) {
                Comparison comparison = compare(console, kept, open.bundles(), parsed);
                Report report = Report.of(comparison, OpenBundles.results(comparison));
                ExitStatus status = ReportPrinter.print(
                        console,
                        report,
                        folder.path() == null ? null : folder.path().resolve("baseline"));
                console.remark("baseline  " + baseline.file());
                if (comparison.count(Verdict.NONDETERMINISTIC) > 0) {
                    console.remark("hint: what varies cannot be kept as a baseline: make it agree with itself first");
                } else if (status == ExitStatus.DIFFERENT) {
                    console.remark("hint: if the new results are meant, gradlock baseline save"
                            + options.arguments(common) + " --update keeps them");
                }
                return status;
            }
        }
    }

    private static Comparison compare(Console console, Bundle kept, List<Bundle> bundles, Policies policies)
            throws IOException {
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            return Comparison.against(Baseline.SUBJECT, kept, bundles, policies, CasePattern.ALL, progress);
        }
    }
}
