package io.github.gradlock.probe;

import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.MemoryRecorder;
import io.github.gradlock.recorder.RecorderProvider;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One iteration of a suite in this process: the link between the launcher's listener and the JUnit extension. */
final class ProbeSession implements RecorderProvider {
    private final @Nullable SessionWriter writer;
    private final Execution execution;
    private final Selection selection;
    private final Map<String, SessionWriter.CaseWriter> open = new ConcurrentHashMap<>();

    /**
     * @param writer null if the iteration only warms up, and nothing of it is kept
     */
    ProbeSession(@Nullable SessionWriter writer, Execution execution, Selection selection) {
        this.writer = writer;
        this.execution = execution;
        this.selection = selection;
    }

    int iteration() {
        return execution.iteration();
    }

    @Override
    public boolean isSelected(String caseId) {
        return selection.matches(caseId);
    }

    /** Starts a case for a test that records. */
    void open(String uniqueId, String caseId) {
        open.put(uniqueId, begin(caseId));
    }

    /** Starts a case for a test that was never started itself. */
    SessionWriter.CaseWriter begin(String caseId) {
        return Objects.requireNonNull(writer).begin(caseId, execution.recorded());
    }

    /** Takes a started case back; null if its test was never started. */
    SessionWriter.@Nullable CaseWriter close(String uniqueId) {
        return open.remove(uniqueId);
    }

    /**
     * Returns a recorder for a test that has started, or for a factory of dynamic tests, which becomes a case by asking
     * for one.
     */
    @Override
    public GradientRecorder recorder(String uniqueId, String caseId) {
        if (writer == null) {
            return new MemoryRecorder(execution.restart(), execution.iteration(), execution.seed());
        }
        return new CaseRecorder(caseId, open.computeIfAbsent(uniqueId, id -> begin(caseId)), execution);
    }

    /** Returns whether a test or factory has started a case that did not end. */
    boolean isOpen(String uniqueId) {
        return open.containsKey(uniqueId);
    }
}
