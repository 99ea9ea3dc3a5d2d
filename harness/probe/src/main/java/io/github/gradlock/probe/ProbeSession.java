package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One iteration of a suite in this process: the link between the launcher's listener and the JUnit extension. */
final class ProbeSession {
    /** Why a case that nobody asked for is disabled; the listener leaves such cases out. */
    static final String NOT_SELECTED = "gradlock: not selected";

    private static volatile @Nullable ProbeSession current;

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

    /** Returns the iteration that runs; null in an IDE. */
    static @Nullable ProbeSession current() {
        return current;
    }

    /** Makes this the iteration that runs, and null no iteration. */
    static void enter(@Nullable ProbeSession session) {
        current = session;
    }

    int iteration() {
        return execution.iteration();
    }

    boolean isSelected(String caseId) {
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
    GradientRecorder recorder(String uniqueId, String caseId) {
        if (writer == null) {
            return new CaseRecorder(caseId, new MemorySink(), execution);
        }
        SessionWriter.CaseWriter writing = open.computeIfAbsent(uniqueId, id -> begin(caseId));
        return new CaseRecorder(caseId, new DiskSink(writing), execution);
    }

    /** Returns whether a test or factory has started a case that did not end. */
    boolean isOpen(String uniqueId) {
        return open.containsKey(uniqueId);
    }

    private record DiskSink(SessionWriter.CaseWriter writing) implements CaseSink {
        @Override
        public void tensor(String name, ElementType type, long[] shape, ByteBuffer bits) throws IOException {
            writing.tensor(name, type, shape, bits);
        }

        @Override
        public void step(
                String phase,
                String op,
                Map<String, String> attributes,
                List<Long> inputs,
                List<TraceStep.Output> outputs)
                throws IOException {
            writing.step(phase, op, attributes, inputs, outputs);
        }
    }
}
