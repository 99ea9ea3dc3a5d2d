package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.bisect.EnvironmentPair;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.explain.Candidates;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.explain.Explainer;
import io.github.gradlock.harness.explain.ExplanationJson;
import io.github.gradlock.harness.explain.ExplanationText;
import io.github.gradlock.harness.explain.RunLaboratory;
import io.github.gradlock.harness.explain.Side;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.run.Concurrently;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.protocol.Bundle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock explain}: where results go apart, and why. */
@Command(
        name = "explain",
        description = "Names the operations where two results go apart, and the probable causes with their evidence.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every case was explained: its first operation, the factor that makes it, or a cause is named",
            "2:the input is at fault (usage, spec, lock, bundle)",
            "3:an environment could not be run, of some case none is known, or nothing differs and results are missing",
            "4:nothing differs, or nothing was compared: there is nothing to explain"
        },
        footer = {
            "",
            "A and B are bundles or environments; one alone is explained where it differs from itself. The cases are run",
            "again by themselves, in both environments, to confirm what the traces say: --no-runs leaves that out.",
            "That is some forty runs of these cases, a minute or two for a few of them. Runs are kept in OUT/explain and",
            "used again.",
            "",
            "Examples:",
            "  gradlock explain laptop.glb server.glb",
            "  gradlock explain --suite faults --case '*MathExp*' host 'host[libm=java]'",
            "  gradlock explain --suite faults host              why this one differs from itself"
        })
final class ExplainCommand extends GradlockCommand {
    @Parameters(arity = "1..2", paramLabel = "A", description = "One or two bundles or environments.")
    List<String> names = List.of();

    @Mixin
    SuiteOptions suite = new SuiteOptions();

    @Option(
            names = "--case",
            paramLabel = "PATTERN",
            description =
                    "Explain every case that matches; * stands for anything; may be given again (default: of the cases that"
                            + " go apart at the same operation, the first).")
    List<String> patterns = List.of();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Run only tests with this JUnit tag: faster, where a suite has factories of many cases.")
    List<String> tags = List.of();

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "10",
            description = "Without --case, explain at most so many cases (default: 10).")
    int most = 10;

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(
            names = "--no-runs",
            description = "Confirm nothing by runs: rest on what bundles hold. Environments that are named run once.")
    boolean withoutRuns;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs at a time (default: half of the processors; two where there are two or three).")
    @Nullable
    Integer jobs;

    @Option(names = "--fresh", description = "Run everything anew, also what earlier explanations ran.")
    boolean fresh;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        SuiteOptions.atLeastOne("--most", most, 10);
        atATime();
        if (names.size() > 2) {
            throw GradlockException.badInput(
                    null, "explain takes one or two results, not " + names.size(), "gradlock explain A B");
        }
        Path out = common.outDirectory();
        Path folder = out.resolve(OutputFolder.EXPLANATIONS);
        if (!withoutRuns) {
            OutputFolder.requireWritable(folder);
        }
        ExplainProgress progress = new ExplainProgress(console);
        try (Runtimes runtimes = Runtimes.open(suite.offline);
                Workshop workshop = new Workshop(console, folder);
                ExplainSides sides = ExplainSides.open(
                        this,
                        out,
                        progress,
                        found -> new KeptRuns(
                                found,
                                tags,
                                suite.seed,
                                runtimes.byKind(),
                                workshop.claim(),
                                folder.resolve("runs"),
                                fresh,
                                progress))) {
            return explain(console, sides, progress);
        }
    }

    /** The folder of explanations, which is claimed when something is to be run, and not before. */
    private static final class Workshop implements Closeable {
        private final Console console;
        private final Path folder;
        private @Nullable OutputFolder output;
        private @Nullable Interruption interruption;

        Workshop(Console console, Path folder) {
            this.console = console;
            this.folder = folder;
        }

        OutputFolder claim() throws IOException {
            OutputFolder.requireWritable(folder);
            OutputFolder claimed = OutputFolder.claim(folder);
            output = claimed;
            interruption = Interruption.says(
                    console,
                    () -> "what had finished is in " + folder.resolve("runs")
                            + "; the same command goes on from there");
            return claimed;
        }

        @Override
        public void close() throws IOException {
            if (interruption != null) {
                interruption.forget();
            }
            if (output != null) {
                output.close();
            }
        }
    }

    private ExitStatus explain(Console console, ExplainSides sides, ExplainProgress progress)
            throws IOException, InterruptedException {
        Side left = sides.left();
        Side right = sides.right();
        List<Bundle> bundles = left == right ? List.of(left.bundle()) : List.of(left.bundle(), right.bundle());
        Comparison comparison = compare(console, bundles);
        new CaseSelection(patterns).require(comparison.cases().size());
        console.print(Figures.plain(
                "gradlock · explain · " + (left == right ? left.name() : left.name() + " → " + right.name())));
        console.print("");
        List<List<CaseResult>> groups = Candidates.groups(comparison);
        if (groups.isEmpty()) {
            NothingToExplain nothing = new NothingToExplain(comparison);
            nothing.lines().forEach(line -> console.print(Figures.plain(line)));
            return answer(console, sides, nothing.verdict(), nothing.status(), List.of());
        }
        List<CaseResult> chosen = choose(groups);
        List<CaseExplanation> explanations = explain(sides, chosen, progress);
        for (CaseExplanation one : explanations) {
            ExplanationText.of(one, alike(groups, one.caseId())).forEach(line -> console.print(Figures.plain(line)));
            console.print("");
        }
        List<String> missing = NothingToExplain.missing(comparison);
        if (!missing.isEmpty()) {
            console.print("Results are missing, which is not explained:");
            missing.forEach(line -> console.print(Figures.plain(line)));
            console.print("");
        }
        closing(sides, groups, explanations).forEach(line -> console.print(Figures.plain(line)));
        boolean all = explanations.stream().allMatch(ExplainCommand::isExplained);
        return answer(
                console,
                sides,
                all ? "explained" : "partly explained",
                all ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE,
                explanations);
    }

    private Comparison compare(Console console, List<Bundle> bundles) throws IOException {
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            return Comparison.of(bundles, Policies.BITWISE, Set.of(), new CaseSelection(patterns).wanted(), progress);
        }
    }

    private List<CaseExplanation> explain(ExplainSides sides, List<CaseResult> chosen, ExplainProgress progress)
            throws IOException, InterruptedException {
        Suite found = sides.suite();
        if (withoutRuns || found == null) {
            return new Explainer(sides.left(), sides.right(), null).explain(chosen);
        }
        List<String> ids = chosen.stream().map(CaseResult::id).toList();
        Path files = common.outDirectory().resolve(OutputFolder.EXPLANATIONS).resolve("transplants");
        try (RunLaboratory laboratory = new RunLaboratory(sides.runs(), ids, atATime(), files, progress)) {
            return new Explainer(sides.left(), sides.right(), laboratory).explain(chosen);
        }
    }

    /** Returns how many runs go at a time. */
    int atATime() {
        return SuiteOptions.atLeastOne(
                "--jobs", jobs, Concurrently.suites(Runtime.getRuntime().availableProcessors()));
    }

    private List<CaseResult> choose(List<List<CaseResult>> groups) {
        return patterns.isEmpty()
                ? groups.stream().limit(most).map(group -> group.get(0)).toList()
                : groups.stream().flatMap(List::stream).toList();
    }

    private int alike(List<List<CaseResult>> groups, String caseId) {
        return patterns.isEmpty()
                ? groups.stream()
                                .filter(group -> group.get(0).id().equals(caseId))
                                .mapToInt(List::size)
                                .findFirst()
                                .orElse(1)
                        - 1
                : 0;
    }

    private List<String> closing(
            ExplainSides sides, List<List<CaseResult>> groups, List<CaseExplanation> explanations) {
        int cases = groups.stream().mapToInt(List::size).sum();
        List<String> lines = new ArrayList<>();
        List<String> unknown = explanations.stream()
                .filter(one -> !isExplained(one))
                .map(CaseExplanation::caseId)
                .toList();
        String of = unknown.isEmpty()
                ? "."
                : "; no operation, factor or likely cause is known of " + String.join(", ", unknown) + ".";
        lines.add("%d case%s, %d explained%s"
                .formatted(cases, cases == 1 ? " differs" : "s differ", explanations.size() - unknown.size(), of));
        bisection(sides, explanations.get(0)).ifPresent(command -> {
            lines.add("");
            lines.add("hint: " + command + " finds which factors of the environments make the difference");
        });
        return lines;
    }

    /** Returns the command that goes on from here; none where there are not two environments that differ in several factors. */
    private Optional<String> bisection(ExplainSides sides, CaseExplanation first) {
        ResolvedEnvironment a = sides.left().environment();
        ResolvedEnvironment b = sides.right().environment();
        if (a == null || b == null || EnvironmentPair.of(a, b).factors().size() < 2) {
            return Optional.empty();
        }
        String options = new NextCommand(common, suite, locks).options(sides.suiteArguments());
        return Optional.of("gradlock bisect" + options + " "
                + sides.arguments().stream().map(ShellArgument::quoted).collect(Collectors.joining(" ")) + " --case "
                + ShellArgument.quoted(first.caseId()));
    }

    private static boolean isExplained(CaseExplanation one) {
        return one.localisation() != null || one.diagnosis().likely().get(0).isLikely() || one.isMadeByAFactor();
    }

    private ExitStatus answer(
            Console console,
            ExplainSides sides,
            String verdict,
            ExitStatus status,
            List<CaseExplanation> explanations) {
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("verdict", verdict);
            document.put("exit", status.code());
            document.put(
                    "environments",
                    sides.left() == sides.right()
                            ? List.of(sides.left().name())
                            : List.of(sides.left().name(), sides.right().name()));
            document.put("runs", sides.suite() != null && !withoutRuns);
            document.put("cases", explanations.stream().map(ExplanationJson::of).toList());
            console.document(JsonText.of(document));
        }
        return status;
    }
}
