package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Values;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run with {@code --capture} or {@code --transplant} recorded of a case's operations. */
final class Captured {
    /** Before the number of a tensor in the trace. */
    static final String TRACED = "gradlock.traced.";

    /** Before the number of a step and that of its output. */
    static final String REPLAYED = "gradlock.replayed.";

    private final Bundle bundle;
    private final String caseId;
    private final Map<String, TensorInfo> tensors = new HashMap<>();

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
                .filter(tensor ->
                        !tensor.name().startsWith(TRACED) && !tensor.name().startsWith(REPLAYED))
                .toList();
    }

    /** Returns type, shape and hash of a traced tensor. */
    Optional<TensorInfo> traced(long id) {
        return Optional.ofNullable(tensors.get(TRACED + id));
    }

    /** Returns the hash of an output of a step that was executed again. */
    Optional<String> replayed(int step, int output) {
        return Optional.ofNullable(tensors.get(REPLAYED + step + "." + output)).map(TensorInfo::sha256);
    }

    Optional<Values> values(long id) throws IOException {
        TensorInfo info = tensors.get(TRACED + id);
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
