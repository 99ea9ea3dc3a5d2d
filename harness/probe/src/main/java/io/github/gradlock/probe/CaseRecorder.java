package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.Replay;
import io.github.gradlock.recorder.TracedTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recorder of one execution of one case, into a session on disk. */
final class CaseRecorder implements GradientRecorder {
    private final SessionWriter.CaseWriter writer;
    private final Execution execution;
    private final CaseTrace trace;

    CaseRecorder(String caseId, SessionWriter.CaseWriter writer, Execution execution) {
        this.writer = writer;
        this.execution = execution;
        this.trace = new CaseTrace(caseId, writer, execution.tracing());
    }

    @Override
    public void record(String name, ElementType type, long[] shape, ByteBuffer littleEndianElements) {
        ObservedTensor.requireOther(name);
        try {
            writer.tensor(name, type, shape, littleEndianElements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tracing() {
        return execution.tracing().operations();
    }

    @Override
    public void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay) {
        if (tracing()) {
            try {
                trace.step(phase, op, attributes, inputs, outputs, replay);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public int restart() {
        return execution.restart();
    }

    @Override
    public int iteration() {
        return execution.iteration();
    }

    @Override
    public long seed() {
        return execution.seed();
    }
}
