package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.protocol.Sha256;
import io.github.gradlock.protocol.TraceStep;
import io.github.gradlock.recorder.Replay;
import io.github.gradlock.recorder.TracedTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of one execution of one case; with what the harness asked for about them. */
final class CaseTrace {
    private final String caseId;
    private final SessionWriter.CaseWriter writer;
    private final Tracing tracing;
    private final TensorIdentities identities = new TensorIdentities();
    private final @Nullable OtherThreads threads;
    private int steps;
    private long captured;

    CaseTrace(String caseId, SessionWriter.CaseWriter writer, Tracing tracing) {
        this.caseId = caseId;
        this.writer = writer;
        this.tracing = tracing;
        this.threads = tracing.capture() ? OtherThreads.watch() : null;
    }

    synchronized void step(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay)
            throws IOException {
        long beside = threads == null ? -1 : threads.worked();
        List<Long> inputIds = new ArrayList<>();
        for (TracedTensor input : inputs) {
            Long id = identities.find(input.identity());
            if (id == null) {
                TraceStep.Output first = output(input);
                write(phase, "input", Map.of(), List.of(), List.of(first));
                id = first.id();
            }
            inputIds.add(id);
        }
        List<TraceStep.Output> written = new ArrayList<>();
        for (TracedTensor output : outputs) {
            written.add(output(output));
        }
        int step = write(phase, op, attributes, inputIds, written);
        if (beside >= 0) {
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writer.tensor(ObservedTensor.THREADS + step, ElementType.I64, new long[0], count.putLong(0, beside));
        }
        if (replay != null && tracing.transplant() != null) {
            replay(step, inputs, outputs, replay, tracing.transplant());
        }
        if (threads != null) {
            threads.mark();
        }
    }

    private int write(
            String phase, String op, Map<String, String> attributes, List<Long> inputs, List<TraceStep.Output> outputs)
            throws IOException {
        writer.step(phase, op, attributes, inputs, outputs);
        return steps++;
    }

    private TraceStep.Output output(TracedTensor tensor) throws IOException {
        ByteBuffer bits = Elements.canonical(tensor.type(), tensor.elements().get());
        long id = identities.renew(tensor.identity());
        if (tracing.capture() && captured + bits.remaining() <= Tracing.CAPTURED_BYTES) {
            captured += bits.remaining();
            writer.tensor(ObservedTensor.TRACED + id, tensor.type(), tensor.shape(), bits);
        }
        return new TraceStep.Output(
                id, tensor.type(), Arrays.stream(tensor.shape()).boxed().toList(), Sha256.hex(bits));
    }

    private void replay(
            int step, List<TracedTensor> inputs, List<TracedTensor> outputs, Replay replay, Transplant transplant)
            throws IOException {
        List<ByteBuffer> donated = transplant.inputs(caseId, step, inputs);
        if (donated == null) {
            return;
        }
        List<ByteBuffer> results;
        try {
            results = replay.apply(donated);
        } catch (RuntimeException failed) {
            // The case itself goes on: what could not be executed again is missing from the session, and that is seen.
            System.err.println("gradlock: step " + step + " of " + caseId + " cannot be executed again: " + failed);
            return;
        }
        if (results.size() != outputs.size()) {
            throw new IllegalArgumentException("the replay of step " + step + " gave " + results.size()
                    + " outputs, the operation had " + outputs.size());
        }
        for (int i = 0; i < results.size(); i++) {
            ElementType type = outputs.get(i).type();
            writer.tensor(
                    ObservedTensor.REPLAYED + step + "." + i,
                    type,
                    outputs.get(i).shape(),
                    results.get(i));
        }
    }
}
