package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares one case over all environments. */
final class CaseComparator {
    /** Above so many classes of one tensor, a bitwise comparison pairs them with the first class only. */
    private static final int CLASSES_PAIRED = 6;

    /** Of so many pairs of a tensor, which is more than any report shows, elements and maps are kept. */
    private static final int PAIRS_KEPT = 15;

    private final List<Subject> subjects;
    private final Policies policies;
    private final ComparisonListener listener;

    CaseComparator(List<Subject> subjects, Policies policies, ComparisonListener listener) {
        this.subjects = subjects;
        this.policies = policies;
        this.listener = listener;
    }

    /**
     * @param records of the environments that have the case
     */
    CaseResult compare(String id, Map<Subject, CaseRecord> records) throws IOException {
        Policy policy = policies.of(id);
        List<Finding> findings = CaseFindings.of(subjects, records);
        Map<Subject, CaseRecord> passed = passed(records);
        List<TensorDifference> differences = new ArrayList<>();
        if (!agree(passed.values())) {
            for (String tensor : tensorNames(passed)) {
                differences.addAll(compareTensor(id, tensor, passed, policy));
            }
        }
        List<Variation> variations = new ArrayList<>();
        CaseRecord steady = null;
        for (Map.Entry<Subject, CaseRecord> entry : passed.entrySet()) {
            // Bundles that hold the same lines share the record.
            if (entry.getValue() == steady) {
                continue;
            }
            List<Variation> found = new Variations(entry.getKey(), entry.getValue(), policy).find();
            variations.addAll(found);
            steady = found.isEmpty() ? entry.getValue() : steady;
        }
        int executions = passed.values().stream()
                .mapToInt(record -> 1 + record.repetitions().size())
                .sum();
        Verdict verdict = CaseResult.verdict(differences, variations, findings);
        long nan = verdict == Verdict.REPRODUCIBLE
                ? passed.values().iterator().next().tensors().stream()
                        .mapToLong(TensorInfo::nan)
                        .sum()
                : 0;
        return new CaseResult(id, verdict, policy, executions, differences, variations, findings, nan);
    }

    private static Map<Subject, CaseRecord> passed(Map<Subject, CaseRecord> records) {
        if (records.values().stream().allMatch(record -> record.status() == CaseStatus.PASSED)) {
            return records;
        }
        Map<Subject, CaseRecord> passed = new LinkedHashMap<>(records);
        passed.values().removeIf(record -> record.status() != CaseStatus.PASSED);
        return passed;
    }

    /** Returns whether the first executions recorded the same bits, by the hashes that are known: as equal case digests say. */
    private static boolean agree(Collection<CaseRecord> records) {
        CaseRecord first = null;
        for (CaseRecord record : records) {
            if (first == null) {
                first = record;
            } else if (record != first && !record.tensors().equals(first.tensors())) {
                return false;
            }
        }
        return records.size() < 2 || first == null || first.tensors().stream().allMatch(TensorInfo::isHashed);
    }

    private static Set<String> tensorNames(Map<Subject, CaseRecord> records) {
        return records.values().stream()
                .flatMap(record -> record.tensors().stream())
                .map(TensorInfo::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a difference for each type and shape under which the tensor was recorded with more than one value. */
    private List<TensorDifference> compareTensor(
            String id, String tensor, Map<Subject, CaseRecord> records, Policy policy) throws IOException {
        Map<String, Map<Subject, TensorInfo>> byType = new TreeMap<>();
        records.forEach((subject, record) -> record.tensors().stream()
                .filter(info -> info.name().equals(tensor))
                .forEach(info -> byType.computeIfAbsent(CaseFindings.typeAndShape(info), type -> new LinkedHashMap<>())
                        .put(subject, info)));
        List<TensorDifference> differences = new ArrayList<>();
        for (Map<Subject, TensorInfo> alike : byType.values()) {
            TensorInfo info = alike.values().iterator().next();
            List<List<Subject>> classes = classes(id, alike);
            TensorDifference difference = classes.size() > 1 ? difference(id, info, classes, policy) : null;
            // Two files that were not hashed may turn out to hold the same.
            if (difference != null && difference.pairs().stream().anyMatch(pair -> pair.mismatched() > 0)) {
                differences.add(difference);
            }
        }
        return differences;
    }

    /**
     * Sorts environments by the bits of a tensor. A tensor without hash is hashed, but for one of only two: these are
     * compared directly, which reads each once.
     */
    private static List<List<Subject>> classes(String id, Map<Subject, TensorInfo> infos) throws IOException {
        boolean hashed = infos.values().stream().allMatch(TensorInfo::isHashed);
        List<Subject> subjects = List.copyOf(infos.keySet());
        if (!hashed && subjects.size() == 2) {
            return subjects.stream().map(List::of).toList();
        }
        String[] hashes = new String[subjects.size()];
        Workers.run(hashed ? 0 : hashes.length, (number, interruption) -> {
            Subject subject = subjects.get(number);
            hashes[number] = Elements.sha256(subject.bundle(), id, Objects.requireNonNull(infos.get(subject)));
        });
        Map<String, List<Subject>> byBits = new LinkedHashMap<>();
        for (int i = 0; i < hashes.length; i++) {
            Subject subject = subjects.get(i);
            String hash = hashed ? Objects.requireNonNull(infos.get(subject)).sha256() : hashes[i];
            byBits.computeIfAbsent(hash, bits -> new ArrayList<>()).add(subject);
        }
        return List.copyOf(byBits.values());
    }

    private TensorDifference difference(String id, TensorInfo info, List<List<Subject>> classes, Policy policy)
            throws IOException {
        boolean all = classes.size() <= CLASSES_PAIRED || !policy.equals(Policy.BITWISE);
        List<PairDifference> pairs = new ArrayList<>();
        for (int left = 0; left < (all ? classes.size() : 1); left++) {
            for (int right = left + 1; right < classes.size(); right++) {
                PairDifference pair = compare(
                        id, info, classes.get(left).get(0), classes.get(right).get(0), policy);
                pairs.add(pairs.size() < PAIRS_KEPT ? pair : pair.inShort());
            }
        }
        List<List<String>> names = classes.stream()
                .map(members -> members.stream().map(Subject::name).toList())
                .toList();
        return new TensorDifference(info.name(), names, pairs);
    }

    /** Reads both sides at once, since each may have to be hashed as a whole before its elements count. */
    private PairDifference compare(String id, TensorInfo info, Subject left, Subject right, Policy policy)
            throws IOException {
        listener.comparing(id, info.name(), Elements.byteCount(info));
        List<Subject> sides = List.of(left, right);
        TensorData[] elements = new TensorData[2];
        Workers.run(
                2,
                (side, interruption) ->
                        elements[side] = Elements.read(sides.get(side).bundle(), id, info));
        PairDifference pair = new TensorDiffer(info, policy, listener::advanced, Workers.available())
                .compare(left.name(), elements[0], right.name(), elements[1]);
        boolean promised = left.bundle().isHashed() && right.bundle().isHashed();
        return promised ? Elements.promised(pair, right.bundle(), id, info) : pair;
    }
}
