package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares one case over all environments. */
final class CaseComparator {
    /** Above so many classes of one tensor, a bitwise comparison pairs them with the first class only. */
    private static final int CLASSES_PAIRED = 6;

    private final List<Subject> subjects;
    private final Policies policies;

    CaseComparator(List<Subject> subjects, Policies policies) {
        this.subjects = subjects;
        this.policies = policies;
    }

    /**
     * @param records of the environments that have the case
     * @param sameDigest whether its digest is the same in all of them; its tensors are then not compared
     */
    CaseResult compare(String id, Map<Subject, CaseRecord> records, boolean sameDigest) throws IOException {
        Policy policy = policies.of(id);
        List<Finding> findings = CaseFindings.of(subjects, records);
        Map<Subject, CaseRecord> passed = new LinkedHashMap<>(records);
        passed.values().removeIf(record -> record.status() != CaseStatus.PASSED);
        List<TensorDifference> differences = new ArrayList<>();
        if (!sameDigest) {
            for (String tensor : tensorNames(passed)) {
                differences.addAll(compareTensor(id, tensor, passed, policy));
            }
        }
        List<Variation> variations = new ArrayList<>();
        for (Map.Entry<Subject, CaseRecord> entry : passed.entrySet()) {
            variations.addAll(new Variations(entry.getKey(), entry.getValue(), policy).find());
        }
        int executions = passed.values().stream()
                .mapToInt(record -> 1 + record.repetitions().size())
                .sum();
        Verdict verdict = CaseResult.verdict(differences, variations, findings);
        return new CaseResult(id, verdict, policy, executions, differences, variations, findings);
    }

    private static Set<String> tensorNames(Map<Subject, CaseRecord> records) {
        return records.values().stream()
                .flatMap(record -> record.tensors().stream())
                .map(TensorInfo::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a difference for each type and shape under which the tensor was recorded with more than one value. */
    private static List<TensorDifference> compareTensor(
            String id, String tensor, Map<Subject, CaseRecord> records, Policy policy) throws IOException {
        Map<String, Map<String, List<Subject>>> byTypeAndBits = new TreeMap<>();
        Map<String, TensorInfo> types = new TreeMap<>();
        records.forEach((subject, record) -> record.tensors().stream()
                .filter(info -> info.name().equals(tensor))
                .forEach(info -> {
                    types.putIfAbsent(CaseFindings.typeAndShape(info), info);
                    byTypeAndBits
                            .computeIfAbsent(CaseFindings.typeAndShape(info), type -> new LinkedHashMap<>())
                            .computeIfAbsent(info.sha256(), hash -> new ArrayList<>())
                            .add(subject);
                }));
        List<TensorDifference> differences = new ArrayList<>();
        for (Map.Entry<String, TensorInfo> type : types.entrySet()) {
            List<List<Subject>> classes = List.copyOf(
                    byTypeAndBits.getOrDefault(type.getKey(), Map.of()).values());
            if (classes.size() > 1) {
                differences.add(difference(id, type.getValue(), classes, policy));
            }
        }
        return differences;
    }

    private static TensorDifference difference(String id, TensorInfo info, List<List<Subject>> classes, Policy policy)
            throws IOException {
        boolean all = classes.size() <= CLASSES_PAIRED || !policy.equals(Policy.BITWISE);
        List<PairDifference> pairs = new ArrayList<>();
        for (int left = 0; left < (all ? classes.size() : 1); left++) {
            for (int right = left + 1; right < classes.size(); right++) {
                Subject a = classes.get(left).get(0);
                Subject b = classes.get(right).get(0);
                PairDifference pair = new TensorDiffer(info, policy)
                        .compare(
                                a.name(),
                                Elements.read(a.bundle(), id, info),
                                b.name(),
                                Elements.read(b.bundle(), id, info));
                pairs.add(Elements.promised(pair, b.bundle(), id, info));
            }
        }
        List<List<String>> names = classes.stream()
                .map(members -> members.stream().map(Subject::name).toList())
                .toList();
        return new TensorDifference(info.name(), names, pairs);
    }
}
