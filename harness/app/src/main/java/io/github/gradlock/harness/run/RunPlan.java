package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.Shard;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param suite to run
 * @param environments in the order of the report, and how often each runs the suite
 * @param seed of the suite's random numbers
 * @param tags JUnit tag expressions; empty for every test
 * @param selects patterns of case names; empty for every case
 * @param shard which part of what these leave; null for all of it
 * @param jobs environments at a time
 * @param trace what is recorded of operations
 * @param conduct how processes are run
 */
public record RunPlan(
        Suite suite,
        List<PlannedEnvironment> environments,
        long seed,
        List<String> tags,
        List<String> selects,
        @Nullable Shard shard,
        int jobs,
        TraceRequest trace,
        Conduct conduct) {
    /** Copies the lists; tags are refused for a program, which has none. */
    public RunPlan {
        if (suite.program() instanceof CommandProgram && !tags.isEmpty()) {
            throw GradlockException.badInput(
                    null,
                    "--tag is for JUnit tests, and the suite " + suite.name() + " is a program",
                    "--select PATTERN chooses cases by their names");
        }
        environments = List.copyOf(environments);
        tags = List.copyOf(tags);
        selects = List.copyOf(selects);
    }

    /** Makes a plan of all cases that tags and patterns leave. */
    public RunPlan(
            Suite suite,
            List<PlannedEnvironment> environments,
            long seed,
            List<String> tags,
            List<String> selects,
            int jobs,
            TraceRequest trace,
            Conduct conduct) {
        this(suite, environments, seed, tags, selects, null, jobs, trace, conduct);
    }

    /** As the other one, with processes that are run as usual. */
    public RunPlan(
            Suite suite,
            List<PlannedEnvironment> environments,
            long seed,
            List<String> tags,
            List<String> selects,
            int jobs,
            TraceRequest trace) {
        this(suite, environments, seed, tags, selects, jobs, trace, Conduct.USUAL);
    }

    /** Returns whether not every case of the suite is wanted. */
    boolean isSelective() {
        return !tags.isEmpty() || !selects.isEmpty();
    }

    /** Returns which part of the suite its bundles hold; null if they hold all that tags and patterns leave. */
    public Manifest.@Nullable Part part() {
        return shard == null ? null : new Manifest.Part(shard, tags, selects);
    }

    /** Returns which cases are kept of what the suite recorded. The probe chooses itself; a program may, or record everything. */
    Predicate<String> wanted() {
        if (!(suite.program() instanceof CommandProgram)) {
            return id -> true;
        }
        return CasePattern.anyOf(selects).and(id -> shard == null || shard.contains(id));
    }

    /** Returns that no case is what was asked for, which is so in every environment. */
    GradlockException nothingSelected() {
        String asked = Stream.concat(
                        tags.stream().map(tag -> "the tag " + tag),
                        selects.stream().map(pattern -> "the pattern " + pattern))
                .collect(Collectors.joining(", "));
        return GradlockException.badInput(
                null,
                "no case of the suite " + suite.name() + " matches " + asked,
                Stream.of(
                                selects.isEmpty()
                                        ? ""
                                        : "a pattern is the whole name of a case, in which * stands for any characters and ? for one:"
                                                + " '*softmax*'",
                                tags.isEmpty() ? "" : "a tag is a JUnit tag of the tests")
                        .filter(hint -> !hint.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    /** Returns what one process is to run, with so many executions of each case. */
    SuiteJob job(int iterations) {
        return new SuiteJob(suite.name(), suite.program(), iterations, seed, tags, selects, shard, trace);
    }
}
