package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands with which a person sees a finding again, and goes on from it; ready for a POSIX shell. */
public final class Commands {
    private final Report report;

    /** Makes commands that name the bundles and environments of a report. */
    public Commands(Report report) {
        this.report = report;
    }

    /** Returns what there is to do about a case; empty for one of which nothing can be compared. */
    public List<String> of(CaseResult result) {
        String name = Figures.quoted(result.id());
        List<String> commands = new ArrayList<>();
        if (!result.differences().isEmpty()) {
            List<String> sides = result.differences().get(0).classes().stream()
                    .limit(2)
                    .map(members -> members.get(0))
                    .toList();
            Optional<String> environments = environments(sides);
            environments.ifPresent(names -> commands.add("gradlock run --select " + name + " " + names));
            String bundles = bundle(sides.get(0)) + " " + bundle(sides.get(1));
            commands.add("gradlock compare " + bundles + " --case " + name);
            commands.add("gradlock explain " + bundles + " --case " + name);
            environments.ifPresent(names -> commands.add("gradlock bisect " + names + " --case " + name));
        }
        result.variations().stream()
                .map(Variation::environment)
                .distinct()
                .forEach(environment -> environments(List.of(environment))
                        .ifPresent(names -> commands.add(
                                "gradlock run --select " + name + " --iterations 10 --restarts 5 " + names)));
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
                ? Optional.of(
                        String.join(" ", names.stream().map(Figures::quoted).toList()))
                : Optional.empty();
    }

    String bundle(String name) {
        return Figures.quoted(subject(name).bundle().path().toString());
    }

    private Subject subject(String name) {
        return report.comparison().subjects().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle of this comparison is called " + name));
    }
}
