package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Values;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run with {@code --capture} or {@code --transplant} recorded of a case's operations. */
final class Captured {
    private final Bundle bundle;
    private final String caseId;
    private final Map<String, TensorInfo> tensors = new TreeMap<>();

    private Captured(Bundle bundle, CaseRecord record) {
        this.bundle = bundle;
        this.caseId = record.id();
        record.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    static Optional<Captured> of(Bundle bundle, String caseId) throws IOException {
        return bundle.findCase(caseId).map(record -> new Captured(bundle, record));
    }

    /** Returns the tensors that the case itself recorded, sorted by name. */
    static List<TensorInfo> own(List<TensorInfo> tensors) {
        return tensors.stream()
                .filter(tensor -> !ObservedTensor.is(tensor.name()))
                .toList();
    }

    /** Returns type, shape and hash of a traced tensor. */
    Optional<TensorInfo> traced(long id) {
        return Optional.ofNullable(tensors.get(ObservedTensor.TRACED + id));
    }

    /** Returns the hash of an output of a step that was executed again. */
    Optional<String> replayed(int step, int output) {
        return Optional.ofNullable(tensors.get(ObservedTensor.REPLAYED + step + "." + output))
                .map(TensorInfo::sha256);
    }

    /** Returns how many other threads were at work since the step before; −1 if nobody watched. */
    long threads(int step) throws IOException {
        TensorInfo info = tensors.get(ObservedTensor.THREADS + step);
        return info == null
                ? -1
                : bundle.tensor(caseId, info.name())
                        .whole()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong(0);
    }

    Optional<Values> values(long id) throws IOException {
        TensorInfo info = tensors.get(ObservedTensor.TRACED + id);
        return info == null ? Optional.empty() : values(bundle, caseId, info);
    }

    /** Returns the elements of a tensor of the first execution; empty if it is too large to be looked into. */
    static Optional<Values> values(Bundle bundle, String caseId, TensorInfo info) throws IOException {
        long count = info.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
        return count > Values.MOST
                ? Optional.empty()
                : Optional.of(Values.of(
                        info.type(),
                        info.shape(),
                        bundle.tensor(caseId, info.name()).whole()));
    }

    Bundle bundle() {
        return bundle;
    }

    String caseId() {
        return caseId;
    }
}
