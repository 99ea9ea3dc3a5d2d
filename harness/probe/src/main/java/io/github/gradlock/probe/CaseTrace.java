package io.github.gradlock.probe;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.Sha256;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of one execution of one case; with what the harness asked for about them. */
final class CaseTrace {
    /** Name of a captured tensor, before its number in the trace. */
    static final String CAPTURED = "gradlock.traced.";

    /** Name of what a replay gave, before the number of the step and that of the output. */
    static final String REPLAYED = "gradlock.replayed.";

    private final String caseId;
    private final CaseSink sink;
    private final Tracing tracing;
    private final TensorIdentities identities = new TensorIdentities();
    private int steps;
    private long captured;

    CaseTrace(String caseId, CaseSink sink, Tracing tracing) {
        this.caseId = caseId;
        this.sink = sink;
        this.tracing = tracing;
    }

    synchronized void step(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay)
            throws IOException {
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
        if (replay != null && tracing.transplant() != null) {
            replay(step, inputs, outputs, replay, tracing.transplant());
        }
    }

    private int write(
            String phase, String op, Map<String, String> attributes, List<Long> inputs, List<TraceStep.Output> outputs)
            throws IOException {
        sink.step(phase, op, attributes, inputs, outputs);
        return steps++;
    }

    private TraceStep.Output output(TracedTensor tensor) throws IOException {
        ByteBuffer bits = Elements.canonical(tensor.type(), tensor.elements().get());
        long id = identities.renew(tensor.identity());
        if (tracing.capture() && captured + bits.remaining() <= Tracing.CAPTURED_BYTES) {
            captured += bits.remaining();
            sink.tensor(CAPTURED + id, tensor.type(), tensor.shape(), bits);
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
            sink.tensor(REPLAYED + step + "." + i, type, outputs.get(i).shape(), results.get(i));
        }
    }
}
