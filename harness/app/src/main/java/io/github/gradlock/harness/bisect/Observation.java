package io.github.gradlock.harness.bisect;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.ResultsDigest;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an environment gave: of each execution of each case the digest of its bits, or why it has none.
 *
 * @param cases by id: by process, its executions; one that did not pass is the word for its status
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
    static final String ABSENT = "absent";

    private static final Set<String> WITHOUT_BITS = Set.of(ABSENT, word(CaseStatus.FAILED), word(CaseStatus.SKIPPED));

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
                add(processes, 0, value(record.id(), record.status(), record.tensors()));
                for (Repetition again : record.repetitions()) {
                    add(processes, again.restart(), value(record.id(), again.status(), again.tensors()));
                }
                cases.put(record.id(), processes);
            }
        }
        return new Observation(cases, null, bundle.path(), cached);
    }

    private static String value(String caseId, CaseStatus status, List<TensorInfo> tensors) {
        return status == CaseStatus.PASSED ? ResultsDigest.ofCase(caseId, status, tensors) : word(status);
    }

    private static String word(CaseStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a value is bits, and no word for why there are none. */
    static boolean isBits(String value) {
        return !WITHOUT_BITS.contains(value);
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

    /** Returns whether every execution of a case passed. */
    boolean hasBits(String caseId) {
        return values(caseId).stream().allMatch(Observation::isBits);
    }

    /** Returns whether some execution of a case gave what none of a reference did. */
    boolean differs(String caseId, Observation reference) {
        return !reference.values(caseId).containsAll(values(caseId));
    }

    /** Returns how often a case was executed. */
    int count(String caseId) {
        return executions(caseId).stream().mapToInt(List::size).sum();
    }
}
