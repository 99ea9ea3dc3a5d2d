package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.Variation;
import io.github.gradlock.harness.run.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands with which a person sees a finding again, and goes on from it; ready for a POSIX shell. */
public final class Commands {
    private final Report report;
    private final ClosestPair pairs;

    /** Makes commands that name the bundles and environments of a report. */
    public Commands(Report report) {
        this.report = report;
        this.pairs = new ClosestPair(report.comparison());
    }

    /** Returns what there is to do about a case; empty for one of which nothing can be compared. */
    public List<String> of(CaseResult result) {
        String name = ShellArgument.quoted(result.id());
        List<String> commands = new ArrayList<>();
        if (!result.differences().isEmpty()) {
            List<String> sides = pairs.of(result);
            Optional<String> environments = environments(sides);
            String suite = suite(sides.get(0));
            environments.ifPresent(names -> commands.add("gradlock run" + suite + " --select " + name + " " + names));
            String bundles = bundle(sides.get(0)) + " " + bundle(sides.get(1));
            commands.add("gradlock compare " + bundles + " --case " + name);
            commands.add(explain(bundles, sides.get(0), result));
            environments.ifPresent(names -> commands.add("gradlock bisect" + suite + " " + names + " --case " + name));
        }
        result.variations().stream()
                .map(Variation::environment)
                .distinct()
                .forEach(environment -> environments(List.of(environment))
                        .ifPresent(names -> commands.add("gradlock run" + suite(environment) + " --select " + name
                                + " --iterations 10 --restarts 5 " + names)));
        return commands;
    }

    /** Returns the names for a command line; empty if a bundle's name is not one of an environment that can be run. */
    private Optional<String> environments(List<String> names) {
        boolean known = names.stream()
                .allMatch(name -> subject(name)
                        .bundle()
                        .manifest()
                        .identity()
                        .displayName()
                        .equals(name));
        return known
                ? Optional.of(String.join(
                        " ", names.stream().map(ShellArgument::quoted).toList()))
                : Optional.empty();
    }

    /** Returns the command that explains a case of bundles; it finds bundled suites by itself, and not the seed. */
    private String explain(String bundles, String first, CaseResult result) {
        boolean found = Suite.isBundled(subject(first).bundle().manifest().suite());
        return "gradlock explain" + (found && report.suite() == null ? seed(first) : suite(first)) + " " + bundles
                + " --case " + ShellArgument.quoted(result.id());
    }

    /** Returns the command that explains a case that differs between environments. */
    String explain(CaseResult result) {
        List<String> sides = pairs.of(result);
        return explain(bundle(sides.get(0)) + " " + bundle(sides.get(1)), sides.get(0), result);
    }

    /** Returns the options that name suite and seed: nothing for what is run by default. A bundle knows its suite's name, not its place. */
    private String suite(String name) {
        String known = report.suite();
        if (known != null) {
            return known;
        }
        String suite = subject(name).bundle().manifest().suite();
        String argument = suite.isEmpty() || suite.equals("gradients")
                ? ""
                : " --suite " + ShellArgument.quoted(Suite.isBundled(suite) ? suite : "PATH/TO/" + suite);
        return argument + seed(name);
    }

    private String seed(String name) {
        String seed = subject(name).bundle().manifest().provenance().getOrDefault("run.seed", "0");
        return seed.equals("0") ? "" : " --seed " + ShellArgument.quoted(seed);
    }

    private String bundle(String name) {
        return ShellArgument.quoted(subject(name).bundle().path().toString());
    }

    private Subject subject(String name) {
        return report.comparison().subjects().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle of this comparison is called " + name));
    }
}
