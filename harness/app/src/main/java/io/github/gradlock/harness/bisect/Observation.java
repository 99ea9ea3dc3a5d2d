package io.github.gradlock.harness.bisect;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.ResultsDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an environment gave: the digest of each execution of each case.
 *
 * @param cases by id: by process, the digests of its executions
 * @param failure why it gave nothing; null if it ran
 * @param bundle where its results lie; null if it gave none
 * @param cached whether it had been run before
 */
public record Observation(
        SortedMap<String, List<List<String>>> cases,
        @Nullable String failure,
        @Nullable Path bundle,
        boolean cached) {
    /** What stands for a case that is not there. */
    private static final String ABSENT = "absent";

    /** Returns that nothing could be run. */
    public static Observation failed(String reason) {
        return new Observation(new TreeMap<>(), reason, null, false);
    }

    /** Reads what a bundle holds. */
    public static Observation of(Bundle bundle, boolean cached) throws IOException {
        SortedMap<String, List<List<String>>> cases = new TreeMap<>();
        try (Stream<CaseRecord> records = bundle.cases()) {
            for (CaseRecord record : (Iterable<CaseRecord>) records::iterator) {
                List<List<String>> processes = new ArrayList<>();
                add(processes, 0, ResultsDigest.ofCase(record));
                for (Repetition again : record.repetitions()) {
                    String digest = ResultsDigest.ofCase(record.id(), again.status(), again.tensors());
                    add(processes, again.restart(), digest);
                }
                cases.put(record.id(), processes);
            }
        }
        return new Observation(cases, null, bundle.path(), cached);
    }

    private static void add(List<List<String>> processes, int process, String digest) {
        while (processes.size() <= process) {
            processes.add(new ArrayList<>());
        }
        processes.get(process).add(digest);
    }

    /** Returns the executions of a case, by process; of an absent case one that says so. */
    List<List<String>> executions(String caseId) {
        return cases.getOrDefault(caseId, List.of(List.of(ABSENT)));
    }

    /** Returns the different results of a case. */
    Set<String> values(String caseId) {
        Set<String> values = new TreeSet<>();
        executions(caseId).forEach(values::addAll);
        return values;
    }

    /** Returns whether all executions of a case gave the same. */
    boolean isStable(String caseId) {
        return values(caseId).size() == 1;
    }

    /** Returns whether some execution of a case gave what none of a reference did. */
    boolean differs(String caseId, Observation reference) {
        return !reference.values(caseId).containsAll(values(caseId));
    }

    /** Returns whether every execution of a case gave what none of a reference did. */
    boolean differsAlways(String caseId, Observation reference) {
        Set<String> common = values(caseId);
        common.retainAll(reference.values(caseId));
        return common.isEmpty();
    }

    /** Returns in how many processes some execution of a case gave what none of a reference did. */
    int differingProcesses(String caseId, Observation reference) {
        Set<String> values = reference.values(caseId);
        return (int) executions(caseId).stream()
                .filter(process -> !values.containsAll(process))
                .count();
    }

    /** Returns how often a case was executed. */
    int count(String caseId) {
        return executions(caseId).stream().mapToInt(List::size).sum();
    }
}
