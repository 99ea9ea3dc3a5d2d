package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the exact inputs of one side's operations into the same operations of the other side. */
final class Transplantation {
    private final SafetensorsWriter donor = new SafetensorsWriter();
    private final Set<String> cases = new HashSet<>();

    /**
     * Adds the inputs of all operations that both traces of a case have.
     *
     * @param from of whom they are
     * @param localisation of the case
     * @param fromLeft whether they are of the first side, for the second
     */
    void add(Captured from, Localisation localisation, boolean fromLeft) throws IOException {
        if (!cases.add(from.caseId())) {
            return;
        }
        for (AlignedStep step : localisation.steps()) {
            if (step.isCommon()) {
                int source = fromLeft ? step.left() : step.right();
                int target = fromLeft ? step.right() : step.left();
                add(from, (fromLeft ? localisation.left() : localisation.right()).get(source), target);
            }
        }
    }

    private void add(Captured from, TraceStep step, int target) throws IOException {
        for (int input = 0; input < step.inputs().size(); input++) {
            Optional<TensorInfo> tensor = from.traced(step.inputs().get(input));
            if (tensor.isPresent()) {
                TensorInfo info = tensor.get();
                donor.add(
                        from.caseId() + "/" + target + "." + input,
                        info.type(),
                        info.shape(),
                        () -> from.bundle().tensor(from.caseId(), info.name()));
            }
        }
    }

    boolean isEmpty() {
        return donor.isEmpty();
    }

    Path write(Path file) throws IOException {
        donor.write(file, Map.of());
        return file;
    }

    /**
     * Returns whether a step, executed again on the other side's inputs, gave the outputs of that side.
     *
     * @param replayed of the side that executed it
     * @param position of the step in its trace
     * @param outputs that the other side's step gave
     * @return empty if it was not executed again
     */
    static Optional<Boolean> gives(Captured replayed, int position, List<TraceStep.Output> outputs) {
        boolean same = true;
        for (int output = 0; output < outputs.size(); output++) {
            Optional<String> hash = replayed.replayed(position, output);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            same &= hash.get().equals(outputs.get(output).sha256());
        }
        return outputs.isEmpty() ? Optional.empty() : Optional.of(same);
    }
}
