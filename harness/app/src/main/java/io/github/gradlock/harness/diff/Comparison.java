package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The comparison of result bundles, case by case.
 *
 * @param subjects the bundles by name, in the order given; not closed here
 * @param cases every case, sorted by id
 * @param warnings what a reader of the verdict must know: other suites or seeds, several bundles of one name, partial bundles
 */
public record Comparison(List<Subject> subjects, List<CaseResult> cases, List<String> warnings) {
    /** So many cases are named in a warning. */
    private static final int NAMED = 3;

    /** Copies the lists. */
    public Comparison {
        subjects = List.copyOf(subjects);
        cases = List.copyOf(cases);
        warnings = List.copyOf(warnings);
    }

    /** Compares all cases of open bundles, one or more. */
    public static Comparison of(List<Bundle> bundles, Policies policies) throws IOException {
        return of(bundles, policies, Set.of(), id -> true);
    }

    /**
     * Compares cases of open bundles, one or more.
     *
     * <p>The lines of the cases are read once: they hold the hashes, and what failed, was skipped, or varied within an
     * environment. Elements are read of tensors alone whose hashes differ, or are not known.
     *
     * @param expected ids of cases that must be there, even if no bundle holds them
     * @param selection which cases are compared
     */
    public static Comparison of(
            List<Bundle> bundles, Policies policies, Set<String> expected, Predicate<String> selection)
            throws IOException {
        return of(bundles, policies, expected, selection, ComparisonListener.NONE);
    }

    /** As the other one, with somebody who hears how it comes along. */
    public static Comparison of(
            List<Bundle> bundles,
            Policies policies,
            Set<String> expected,
            Predicate<String> selection,
            ComparisonListener listener)
            throws IOException {
        return ofSubjects(Subject.name(bundles), policies, expected, selection, listener);
    }

    /**
     * Compares open bundles with one that is known under a name of its own.
     *
     * @param name of the first, which no environment has
     * @param reference open
     * @param selection which cases are compared
     * @param listener hears how it comes along
     */
    public static Comparison against(
            String name,
            Bundle reference,
            List<Bundle> bundles,
            Policies policies,
            Predicate<String> selection,
            ComparisonListener listener)
            throws IOException {
        List<Subject> subjects = new ArrayList<>(List.of(new Subject(name, reference)));
        subjects.addAll(Subject.name(bundles));
        return ofSubjects(subjects, policies, Set.of(), selection, listener);
    }

    private static Comparison ofSubjects(
            List<Subject> subjects,
            Policies policies,
            Set<String> expected,
            Predicate<String> selection,
            ComparisonListener listener)
            throws IOException {
        CaseComparator comparator = new CaseComparator(subjects, policies, listener);
        List<CaseResult> results = new ArrayList<>();
        try (CaseJoin join = new CaseJoin(subjects, expected)) {
            for (String id = join.next(); id != null; id = join.next()) {
                Map<Subject, CaseRecord> records = join.take(id);
                if (selection.test(id)) {
                    listener.comparing(id, results.size());
                    results.add(comparator.compare(id, records));
                }
            }
        } catch (UncheckedIOException unread) {
            // The cases come as a stream, which can throw it in no other way.
            throw unread.getCause();
        }
        List<String> warnings = warnings(subjects);
        policies.rules().stream()
                .map(Policies.Rule::pattern)
                .filter(pattern -> results.stream().noneMatch(result -> pattern.matches(result.id())))
                .forEach(pattern -> warnings.add("no case matches the policy for " + pattern.text()));
        nan(results).ifPresent(warnings::add);
        return new Comparison(subjects, results, warnings);
    }

    /** Agreement on NaN is agreement, and mostly not what was meant. */
    private static Optional<String> nan(List<CaseResult> results) {
        List<String> cases = results.stream()
                .filter(result -> result.nan() > 0)
                .map(CaseResult::id)
                .toList();
        String named = cases.stream().limit(NAMED).collect(Collectors.joining(", "));
        String more = cases.size() > NAMED ? " and " + (cases.size() - NAMED) + " more" : "";
        return cases.isEmpty()
                ? Optional.empty()
                : Optional.of("NaN is what agrees, every NaN counting as the same, in " + named + more);
    }

    /** Returns the number of cases of a verdict. */
    public int count(Verdict verdict) {
        return (int)
                cases.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Returns the least number of executions, over all environments, of a case that was found clean; 0 if none was. */
    public int cleanExecutions() {
        return cases.stream()
                .filter(result -> result.verdict() == Verdict.REPRODUCIBLE)
                .mapToInt(CaseResult::executions)
                .min()
                .orElse(0);
    }

    /**
     * Returns what the process answers: differing bits before missing results, and those before too few. A bundle that is
     * partial is missing results.
     */
    public ExitStatus status() {
        if (count(Verdict.DIVERGENT) + count(Verdict.NONDETERMINISTIC) > 0) {
            return ExitStatus.DIFFERENT;
        }
        boolean missing = cases.stream().anyMatch(CaseResult::isIncomplete)
                || subjects.stream().anyMatch(subject -> subject.bundle().isPartial());
        if (missing) {
            return ExitStatus.INCOMPLETE;
        }
        boolean compared = subjects.size() > 1 && count(Verdict.REPRODUCIBLE) + count(Verdict.WITHIN_POLICY) > 0;
        return compared ? ExitStatus.REPRODUCIBLE : ExitStatus.NOTHING_COMPARED;
    }

    private static List<String> warnings(List<Subject> subjects) {
        List<String> warnings = new ArrayList<>();
        differing(subjects, "suite", Manifest::suite, warnings);
        if (warnings.isEmpty()) {
            differing(subjects, "contents of the suite", Manifest::suiteHash, warnings);
        }
        differing(subjects, "seed", manifest -> manifest.provenance().getOrDefault("run.seed", ""), warnings);
        shards(subjects, warnings);
        for (Subject subject : subjects) {
            if (subject.isNumbered()) {
                warnings.add(subject.name() + " is " + subject.bundle().path());
            }
            if (subject.bundle().isPartial()) {
                warnings.add(
                        subject.name() + " is partial: its run did not come to its end; what is there was compared");
            }
        }
        return warnings;
    }

    /** A shard is not called reproducible without saying that it is one. */
    private static void shards(List<Subject> subjects, List<String> warnings) {
        int before = warnings.size();
        differing(subjects, "shard", Comparison::shard, warnings);
        if (warnings.size() > before) {
            warnings.add("cases of other shards count as missing: gradlock join makes one bundle of all shards of an"
                    + " environment");
        } else if (!subjects.isEmpty() && subjects.get(0).bundle().manifest().part() != null) {
            warnings.add("only shard " + shard(subjects.get(0).bundle().manifest())
                    + " was compared; gradlock join makes one bundle of all shards of an environment");
        }
    }

    private static String shard(Manifest manifest) {
        return manifest.part() == null ? "all" : manifest.part().shard().toString();
    }

    private static void differing(
            List<Subject> subjects, String what, Function<Manifest, String> value, List<String> warnings) {
        Map<String, List<String>> byValue = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            byValue.computeIfAbsent(value.apply(subject.bundle().manifest()), key -> new ArrayList<>())
                    .add(subject.name());
        }
        byValue.remove("");
        if (byValue.size() > 1) {
            StringBuilder text = new StringBuilder("the " + what + " is not the same:");
            byValue.forEach((key, names) -> text.append(text.charAt(text.length() - 1) == ':' ? " " : "; ")
                    .append(key + " in " + String.join(", ", names)));
            warnings.add(text.toString());
        }
    }
}
