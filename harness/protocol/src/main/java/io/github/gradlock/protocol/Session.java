package io.github.gradlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and records of a session folder. */
final class Session {
    static final String VALUES = "values.bin";
    static final String CASES = "cases.jsonl";
    static final String TRACE = "trace.jsonl";
    static final String PROVENANCE = "provenance.json";
    static final String STATE = "session.json";
    static final String RUNNING = "running";

    private Session() {}

    /**
     * A recorded tensor.
     *
     * @param offset of its elements in values.bin, −1 if they are those of the case's first iteration
     */
    record Tensor(TensorInfo info, long offset) {}

    /**
     * One execution of a case: a line of a session's cases.jsonl.
     *
     * @param trace where its steps lie in trace.jsonl: begin and end of each run of lines
     */
    record Execution(
            String caseId,
            int iteration,
            CaseStatus status,
            @Nullable String reason,
            List<Tensor> tensors,
            List<Long> trace) {}

    /** What session.json says. */
    record State(int iterations, String start, String end, boolean complete) {}
}
