package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for tensors that vary within one environment. */
final class Variations {
    private final Subject subject;
    private final CaseRecord record;
    private final Policy policy;
    private final List<Repetition> repetitions;
    private @Nullable Boolean traced;

    Variations(Subject subject, CaseRecord record, Policy policy) {
        this.subject = subject;
        this.record = record;
        this.policy = policy;
        this.repetitions = record.repetitions().stream()
                .filter(repetition -> repetition.status() == CaseStatus.PASSED)
                .toList();
    }

    /** Returns one variation for each tensor that has more than one value in the executions that passed. */
    List<Variation> find() throws IOException {
        List<Variation> variations = new ArrayList<>();
        if (record.status() == CaseStatus.PASSED) {
            for (String name : names()) {
                Variation variation = find(name);
                if (variation != null) {
                    variations.add(variation);
                }
            }
        }
        return variations;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        Stream.concat(Stream.of(record.tensors()), repetitions.stream().map(Repetition::tensors))
                .forEach(tensors -> tensors.forEach(tensor -> names.add(tensor.name())));
        return names;
    }

    private @Nullable Variation find(String name) throws IOException {
        Optional<TensorInfo> first = named(record.tensors(), name);
        Set<Optional<TensorInfo>> values = new HashSet<>(Set.of(first));
        Repetition where = null;
        PairDifference worst = null;
        boolean comparable = true;
        boolean allowed = true;
        for (Repetition repetition : repetitions) {
            Optional<TensorInfo> other = named(repetition.tensors(), name);
            if (values.add(other)) {
                PairDifference found = compare(first, other, repetition);
                allowed &= found != null && found.beyondPolicy() == 0;
                comparable &= found != null;
                worst = worse(worst, found);
                where = where == null ? repetition : where;
            }
        }
        return where == null
                ? null
                : new Variation(
                        subject.name(),
                        name,
                        values.size(),
                        1 + repetitions.size(),
                        where.restart(),
                        where.iteration(),
                        comparable ? worst : null,
                        allowed,
                        RepetitionPattern.of(record, name, isTraced()),
                        StressEvidence.of(subject.bundle().manifest(), record, name));
    }

    private static @Nullable PairDifference worse(@Nullable PairDifference a, @Nullable PairDifference b) {
        return a == null || b != null && b.weighs(a) > 0 ? b : a;
    }

    /** Asked for a tensor that varies, and then once a case: to answer takes reading the trace. */
    private boolean isTraced() throws IOException {
        if (traced == null) {
            traced = !subject.bundle().trace(record.id()).isEmpty();
        }
        return traced;
    }

    private @Nullable PairDifference compare(
            Optional<TensorInfo> first, Optional<TensorInfo> other, Repetition repetition) throws IOException {
        if (first.isEmpty()
                || other.isEmpty()
                || !CaseFindings.typeAndShape(first.get()).equals(CaseFindings.typeAndShape(other.get()))) {
            return null;
        }
        PairDifference pair = new TensorDiffer(first.get(), policy)
                .compare(
                        "first execution",
                        Elements.read(subject.bundle(), record.id(), first.get()),
                        "restart %d, iteration %d".formatted(repetition.restart(), repetition.iteration()),
                        Elements.read(subject.bundle(), record.id(), other.get(), repetition));
        return Elements.promised(pair, subject.bundle(), record.id(), other.get());
    }

    private static Optional<TensorInfo> named(List<TensorInfo> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }
}
