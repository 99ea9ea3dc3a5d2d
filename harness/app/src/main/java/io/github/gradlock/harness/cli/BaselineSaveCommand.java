package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.baseline.Baseline;
import io.github.gradlock.harness.baseline.Moves;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.ComparisonListener;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.CasePattern;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code gradlock baseline save}: keeps a bundle as the truth for future commits. */
@Command(
        name = "save",
        description = "Keeps a result bundle as the baseline. A baseline that is there is replaced on purpose only.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the baseline is kept, or was the same already",
            "1:the bundles differ or vary, or a baseline of other results is there and --update was not given",
            "2:the input is at fault (usage, bundle)",
            "3:results are missing"
        },
        footer = {
            "",
            "All bundles must agree: a baseline is one truth. The first of them is kept, with its trace, as",
            "baselines/NAME.glb. Commit it, with Git LFS if it is large.",
            "",
            "Examples:",
            "  gradlock baseline save                   the bundles of the last run",
            "  gradlock baseline save --update          replaces the baseline, and says what moved",
            "  gradlock baseline save laptop.glb --name laptop"
        })
final class BaselineSaveCommand extends GradlockCommand {
    @Mixin
    BaselineOptions options = new BaselineOptions();

    @Option(names = "--update", description = "Replace a baseline of other results.")
    boolean update;

    @Override
    ExitStatus run(Console console) throws IOException {
        try (OpenBundles open = options.open(common)) {
            Baseline baseline = options.baseline(open.bundles());
            Bundle bundle;
            Moves moves;
            try (ComparisonProgress progress = new ComparisonProgress(console)) {
                bundle = agreed(open.bundles(), progress);
                moves = moves(console, baseline, bundle, progress);
            }
            boolean unchanged = baseline.exists() && moves.count() == 0;
            boolean refused = !unchanged && baseline.exists() && !update;
            if (!unchanged && !refused) {
                baseline.keep(bundle);
            }
            tell(console, unchanged ? "unchanged" : refused ? "different" : "saved", baseline, bundle, moves);
            return refused ? ExitStatus.DIFFERENT : ExitStatus.REPRODUCIBLE;
        }
    }

    /** Returns the first of bundles that are whole and agree with each other and themselves. */
    private static Bundle agreed(List<Bundle> bundles, ComparisonListener listener) throws IOException {
        Comparison comparison = Comparison.of(bundles, Policies.BITWISE, Set.of(), CasePattern.ALL, listener);
        ExitStatus status = comparison.status();
        if (status == ExitStatus.DIFFERENT) {
            throw new GradlockException(
                    ExitStatus.DIFFERENT,
                    null,
                    bundles.size() == 1
                            ? "the bundle disagrees with itself: its repetitions have unlike bits"
                            : "the bundles differ, and a baseline is one truth",
                    "gradlock compare says how; or name the bundle that is right",
                    null);
        }
        if (status == ExitStatus.INCOMPLETE
                || bundles.stream().anyMatch(bundle -> bundle.manifest().part() != null)) {
            throw GradlockException.incomplete(
                    "results are missing, and a baseline of a part would call the rest new",
                    "gradlock compare says what is missing",
                    null);
        }
        return bundles.get(0);
    }

    private Moves moves(Console console, Baseline baseline, Bundle bundle, ComparisonListener listener)
            throws IOException {
        if (!baseline.exists()) {
            return Moves.NONE;
        }
        try {
            return moves(baseline, bundle, listener);
        } catch (BundleException damaged) {
            if (!update) {
                throw new BundleException(
                        damaged.location(),
                        String.valueOf(damaged.getMessage()),
                        damaged.hint() + "; or --update replaces it, and what moved cannot be told");
            }
            console.remark("warning: the baseline that is replaced cannot be read, so what moved is not known: "
                    + damaged.location() + ": " + damaged.getMessage());
            return Moves.UNKNOWN;
        }
    }

    private static Moves moves(Baseline baseline, Bundle bundle, ComparisonListener listener) throws IOException {
        try (Bundle kept = baseline.open()) {
            return kept.resultsDigest().equals(bundle.resultsDigest())
                    ? Moves.NONE
                    : Moves.of(Comparison.against(
                            Baseline.SUBJECT, kept, List.of(bundle), Policies.BITWISE, CasePattern.ALL, listener));
        }
    }

    private void tell(Console console, String verdict, Baseline baseline, Bundle bundle, Moves moves)
            throws IOException {
        moves.lines().forEach(line -> console.print(Figures.plain(line)));
        int cases = bundle.manifest().counts().cases();
        switch (verdict) {
            case "saved" ->
                console.print("saved  " + baseline.file() + "  " + cases + " cases  " + bundle.resultsDigest());
            case "unchanged" -> console.print("unchanged  " + baseline.file() + "  " + bundle.resultsDigest());
            default -> {
                console.print("not saved: " + baseline.file() + " holds other results");
                console.remark(
                        "hint: gradlock baseline check%1$s shows them in full; gradlock baseline save%1$s --update replaces them"
                                .formatted(options.arguments(common)));
            }
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("verdict", verdict);
            document.put("baseline", baseline.file().toString());
            document.put("resultsDigest", bundle.resultsDigest());
            document.put("cases", cases);
            document.put("moves", moves.lines());
            console.document(JsonText.of(document));
        }
    }
}
