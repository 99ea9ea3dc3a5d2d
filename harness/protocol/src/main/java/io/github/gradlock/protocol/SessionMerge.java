package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sessions of a run: the first execution of each case is the case, all others are its repetitions.
 *
 * <p>Only hashes and places are held in memory; a repetition that equals the first execution shares its list.
 */
final class SessionMerge {
    private final SortedMap<String, Merged> cases = new TreeMap<>(CodePointOrder.INSTANCE);
    private final Predicate<String> wanted;

    /** Keeps the cases whose ids are wanted. */
    SessionMerge(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** A case with the places of its elements. */
    static final class Merged {
        private final String id;
        private final CaseStatus status;
        private final @Nullable String reason;
        private final List<TensorInfo> tensors;
        private final List<Repetition> repetitions = new ArrayList<>();
        private final Map<String, SafetensorsWriter.Source> values = new HashMap<>();
        private @Nullable Trace trace;
        private final SortedMap<String, Variation> variations = new TreeMap<>(CodePointOrder.INSTANCE);

        private Merged(SessionReader.Execution first) {
            this.id = first.caseId();
            this.status = first.status();
            this.reason = first.reason();
            this.tensors = infos(first);
        }

        CaseRecord record() {
            return new CaseRecord(id, status, reason, tensors, repetitions);
        }

        Map<String, SafetensorsWriter.Source> values() {
            return values;
        }

        /** Returns the steps of the first execution that was traced; null if none was. */
        @Nullable
        Trace trace() {
            return trace;
        }

        /** Returns what differs from the first execution, by {@code <name>@<restart>.<iteration>}. */
        SortedMap<String, Variation> variations() {
            return variations;
        }
    }

    /** Where the steps of a case lie: begin and end of each run of lines in a session's trace. */
    record Trace(Path session, List<Long> runs) {}

    /** A tensor that differs from the first execution's. */
    record Variation(TensorInfo info, SafetensorsWriter.Source elements) {}

    SortedMap<String, Merged> cases() {
        return cases;
    }

    /** Adds the session of a process; sessions come in the order of their restarts. */
    void add(SessionReader session, int restart) throws IOException {
        Map<String, Map<String, SessionReader.Tensor>> own = new HashMap<>();
        session.read(execution -> {
            if (!wanted.test(execution.caseId())) {
                return;
            }
            Map<String, SessionReader.Tensor> first = own.computeIfAbsent(execution.caseId(), id -> new HashMap<>());
            Map<String, SafetensorsWriter.Source> places = new HashMap<>();
            for (SessionReader.Tensor tensor : execution.tensors()) {
                String name = tensor.info().name();
                SessionReader.Tensor kept = tensor.elements() != null ? tensor : first.get(name);
                if (kept == null || !kept.info().sha256().equals(tensor.info().sha256())) {
                    throw new BundleException(
                            session.path(),
                            "no elements for '" + name + "' of '" + execution.caseId() + "'"
                                    + (kept == null ? "" : ", and those of its first iteration have another SHA-256"),
                            "the session is damaged; run it again");
                }
                first.putIfAbsent(name, kept);
                places.put(name, Objects.requireNonNull(kept.elements()));
            }
            if (cases.size() == Limits.CASES && !cases.containsKey(execution.caseId())) {
                throw new BundleException(session.path(), "more than " + Limits.CASES + " cases", "split the suite");
            }
            Merged merged = add(execution, restart, places);
            if (merged.trace == null && !execution.trace().isEmpty()) {
                merged.trace = new Trace(session.path(), execution.trace());
            }
        });
    }

    private Merged add(SessionReader.Execution execution, int restart, Map<String, SafetensorsWriter.Source> places) {
        Merged merged = cases.get(execution.caseId());
        if (merged == null) {
            merged = new Merged(execution);
            merged.values.putAll(places);
            cases.put(execution.caseId(), merged);
            return merged;
        }
        List<TensorInfo> tensors = infos(execution);
        boolean same = tensors.equals(merged.tensors);
        merged.repetitions.add(
                new Repetition(restart, execution.iteration(), execution.status(), same ? merged.tensors : tensors));
        for (TensorInfo tensor : tensors) {
            if (!same && !merged.tensors.contains(tensor)) {
                merged.variations.put(
                        tensor.name() + "@" + restart + "." + execution.iteration(),
                        new Variation(tensor, Objects.requireNonNull(places.get(tensor.name()))));
            }
        }
        return merged;
    }

    private static List<TensorInfo> infos(SessionReader.Execution execution) {
        return execution.tensors().stream().map(SessionReader.Tensor::info).toList();
    }

    /** Counts how the cases ended. */
    Manifest.Counts counts() {
        CaseTally tally = new CaseTally();
        cases.values().forEach(merged -> tally.add(merged.record()));
        return tally.counts();
    }

    static boolean varies(CaseRecord record) {
        return record.repetitions().stream()
                .anyMatch(repetition -> repetition.status() != record.status()
                        || !repetition.tensors().equals(record.tensors()));
    }
}
