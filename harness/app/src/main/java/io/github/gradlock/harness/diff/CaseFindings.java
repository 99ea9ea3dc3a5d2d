package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.diff.Finding.Kind;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what of a case cannot be compared: what is missing, failed, skipped, or of another type or shape. */
final class CaseFindings {
    private final List<Subject> subjects;
    private final Map<Subject, CaseRecord> records;
    private final List<Finding> findings = new ArrayList<>();

    private CaseFindings(List<Subject> subjects, Map<Subject, CaseRecord> records) {
        this.subjects = subjects;
        this.records = records;
    }

    static List<Finding> of(List<Subject> subjects, Map<Subject, CaseRecord> records) {
        if (isShared(subjects, records)) {
            return List.of();
        }
        CaseFindings found = new CaseFindings(subjects, records);
        found.missingCases();
        found.statuses();
        found.repetitions();
        found.executions();
        found.tensors();
        found.notCompared();
        return found.findings;
    }

    /** Returns whether all have one record in common, in which nothing is missing: the quick way, for many bundles that are alike. */
    private static boolean isShared(List<Subject> subjects, Map<Subject, CaseRecord> records) {
        if (records.size() < subjects.size() || records.size() < 2) {
            return false;
        }
        CaseRecord shared = records.values().iterator().next();
        return records.values().stream().allMatch(record -> record == shared)
                && shared.status() == CaseStatus.PASSED
                && !shared.tensors().isEmpty()
                && shared.repetitions().stream().allMatch(repetition -> repetition.status() == CaseStatus.PASSED)
                && subjects.stream().allMatch(subject -> executions(shared) >= promised(subject));
    }

    private static int executions(CaseRecord record) {
        return 1 + record.repetitions().size();
    }

    /** Returns how often a bundle that calls itself whole has executed each case. */
    private static long promised(Subject subject) {
        Manifest manifest = subject.bundle().manifest();
        return subject.bundle().isPartial() ? 0 : (long) manifest.iterations() * manifest.restarts();
    }

    /** Returns what must be equal for the elements to be compared: {@code F32 [2, 3]}. */
    static String typeAndShape(TensorInfo info) {
        return info.type() + " " + info.shape();
    }

    private void missingCases() {
        List<String> missing = subjects.stream()
                .filter(subject -> !records.containsKey(subject))
                .map(Subject::name)
                .toList();
        if (!missing.isEmpty()) {
            add(Kind.CASE_MISSING, missing, "missing in " + where(missing));
        }
    }

    private void statuses() {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        Map<String, Kind> kinds = new LinkedHashMap<>();
        records.forEach((subject, record) -> {
            if (record.status() != CaseStatus.PASSED) {
                Kind kind = record.status() == CaseStatus.FAILED ? Kind.FAILED : Kind.SKIPPED;
                String text = record.reason() == null ? "" : ": " + record.reason();
                kinds.put(kind + text, kind);
                byText.computeIfAbsent(kind + text, key -> new ArrayList<>()).add(subject.name());
            }
        });
        kinds.forEach((key, kind) -> {
            List<String> names = byText.getOrDefault(key, List.of());
            String word = kind == Kind.FAILED ? "failed" : "skipped";
            add(
                    kind,
                    names,
                    word + " in " + where(names) + key.substring(kind.name().length()));
        });
    }

    private void repetitions() {
        for (Entry<Subject, CaseRecord> entry : records.entrySet()) {
            for (Repetition repetition : entry.getValue().repetitions()) {
                CaseStatus status = repetition.status();
                if (status != CaseStatus.PASSED && entry.getValue().status() == CaseStatus.PASSED) {
                    Kind kind = status == CaseStatus.FAILED ? Kind.FAILED : Kind.SKIPPED;
                    String name = entry.getKey().name();
                    add(
                            kind,
                            List.of(name),
                            "%s in %s at restart %d, iteration %d, after it had passed"
                                    .formatted(
                                            kind == Kind.FAILED ? "failed" : "skipped",
                                            name,
                                            repetition.restart(),
                                            repetition.iteration()));
                    break;
                }
            }
        }
    }

    /** A bundle that calls itself whole promises so many executions of each case: what was not executed is missing. */
    private void executions() {
        records.forEach((subject, record) -> {
            int executed = executions(record);
            long promised = promised(subject);
            if (executed < promised) {
                add(
                        Kind.CASE_MISSING,
                        List.of(subject.name()),
                        "executed %d of %d times in %s".formatted(executed, promised, subject.name()));
            }
        });
    }

    private void tensors() {
        Map<String, Map<String, List<String>>> types = new TreeMap<>();
        Map<String, List<String>> having = new TreeMap<>();
        List<String> passed = new ArrayList<>();
        records.forEach((subject, record) -> {
            if (record.status() == CaseStatus.PASSED) {
                passed.add(subject.name());
                for (TensorInfo tensor : record.tensors()) {
                    having.computeIfAbsent(tensor.name(), name -> new ArrayList<>())
                            .add(subject.name());
                    types.computeIfAbsent(tensor.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(typeAndShape(tensor), type -> new ArrayList<>())
                            .add(subject.name());
                }
            }
        });
        having.forEach((tensor, names) -> {
            List<String> missing =
                    passed.stream().filter(name -> !names.contains(name)).toList();
            if (!missing.isEmpty()) {
                add(Kind.TENSOR_MISSING, missing, "tensor " + tensor + " is missing in " + String.join(", ", missing));
            }
        });
        types.forEach((tensor, byType) -> {
            if (byType.size() > 1) {
                String sides = byType.entrySet().stream()
                        .map(type -> type.getKey() + " in " + String.join(", ", type.getValue()))
                        .collect(Collectors.joining(" and "));
                List<String> names =
                        byType.values().stream().flatMap(List::stream).toList();
                add(Kind.TYPE_OR_SHAPE, names, "tensor " + tensor + " is " + sides);
            }
        });
    }

    private void notCompared() {
        if (!findings.isEmpty()) {
            return;
        }
        List<String> names = records.keySet().stream().map(Subject::name).toList();
        int executions =
                records.values().stream().mapToInt(CaseFindings::executions).sum();
        if (executions < 2) {
            add(Kind.NOT_COMPARED, names, "executed once: there is nothing to compare it with");
        } else if (records.values().stream().allMatch(record -> record.tensors().isEmpty())) {
            add(Kind.NOT_COMPARED, names, "recorded no tensor: there is nothing to compare");
        }
    }

    private String where(List<String> names) {
        return names.size() == subjects.size() && names.size() > 1 ? "every environment" : String.join(", ", names);
    }

    private void add(Kind kind, List<String> names, String message) {
        findings.add(new Finding(kind, names, message));
    }
}
