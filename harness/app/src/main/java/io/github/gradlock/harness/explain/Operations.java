package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Operation;
import io.github.gradlock.harness.cause.Traced;
import io.github.gradlock.harness.cause.Values;
import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of what differs.
 *
 * @param first bundle of the first execution
 * @param second bundle of the second
 * @param caseId of the case
 * @param localisation null if there is none
 * @param replays what executing operations again gave
 */
record Operations(
        Bundle first,
        Bundle second,
        String caseId,
        @Nullable Localisation localisation,
        Replays replays) {
    /** More of them say little more. */
    private static final int MOST = 32;

    /** Larger tensors are not looked through for what was left in memory. */
    private static final int SMALL = 1 << 14;

    /** Elements of each side that are looked through: 64 MB of them. */
    private static final long LOOKED_THROUGH = 1 << 22;

    /** Returns the origins that were captured on both sides. */
    List<Operation> origins() throws IOException {
        List<Operation> operations = new ArrayList<>();
        Optional<Captured> left = Captured.of(first, caseId);
        Optional<Captured> right = Captured.of(second, caseId);
        if (localisation == null || left.isEmpty() || right.isEmpty()) {
            return operations;
        }
        for (Origin origin : localisation.origins()) {
            if (operations.size() < MOST) {
                operation(origin, left.get(), right.get()).ifPresent(operations::add);
            }
        }
        return operations;
    }

    private Optional<Operation> operation(Origin origin, Captured left, Captured right) throws IOException {
        List<Long> ofLeft = ids(origin.left());
        List<Long> ofRight = ids(origin.right());
        Optional<List<Values>> leftInputs = all(left, origin.left().inputs());
        Optional<List<Values>> rightInputs = all(right, origin.right().inputs());
        Optional<List<Values>> leftOutputs = all(left, ofLeft);
        Optional<List<Values>> rightOutputs = all(right, ofRight);
        if (leftInputs.isEmpty() || rightInputs.isEmpty() || leftOutputs.isEmpty() || rightOutputs.isEmpty()) {
            return Optional.empty();
        }
        AlignedStep step = new AlignedStep(origin.leftPosition(), origin.rightPosition(), AlignedStep.State.ORIGIN);
        return Optional.of(new Operation(
                origin.leftPosition() + 1,
                origin.rightPosition() + 1,
                origin.op(),
                origin.phase(),
                origin.left().attributes(),
                leftInputs.get(),
                rightInputs.get(),
                leftOutputs.get(),
                rightOutputs.get(),
                localisation == null ? null : replays.of(localisation, step),
                Math.max(left.threads(origin.leftPosition()), right.threads(origin.rightPosition()))));
    }

    /** Returns the tensors of both traces that are small enough to be looked through, those that come first. */
    List<Traced> traced() throws IOException {
        List<Traced> traced = new ArrayList<>();
        Optional<Captured> left = Captured.of(first, caseId);
        Optional<Captured> right = Captured.of(second, caseId);
        if (localisation != null && left.isPresent() && right.isPresent()) {
            add(true, left.get(), localisation.left(), traced);
            add(false, right.get(), localisation.right(), traced);
        }
        return traced;
    }

    private static void add(boolean isLeft, Captured captured, List<TraceStep> steps, List<Traced> traced)
            throws IOException {
        long elements = 0;
        for (int step = 0; step < steps.size(); step++) {
            for (TraceStep.Output output : steps.get(step).outputs()) {
                long count = output.shape().stream().reduce(1L, (a, b) -> a * b);
                if (count <= SMALL && elements + count <= LOOKED_THROUGH) {
                    elements += count;
                    Optional<Values> values = captured.values(output.id());
                    if (values.isPresent()) {
                        traced.add(new Traced(isLeft, step + 1, values.get()));
                    }
                }
            }
        }
    }

    private static List<Long> ids(TraceStep step) {
        return step.outputs().stream().map(TraceStep.Output::id).toList();
    }

    /** Returns the elements of tensors, empty if one was not captured. */
    private static Optional<List<Values>> all(Captured captured, List<Long> ids) throws IOException {
        List<Values> values = new ArrayList<>();
        for (long id : ids) {
            Optional<Values> one = captured.values(id);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            values.add(one.get());
        }
        return Optional.of(values);
    }

    /** Returns recorded tensors that differ, as operations of which only the outputs are known. */
    List<Operation> recorded(List<TensorInfo[]> differing) throws IOException {
        List<Operation> operations = new ArrayList<>();
        for (TensorInfo[] pair : differing) {
            if (operations.size() < MOST && pair[0].type() == pair[1].type()) {
                Optional<Values> left = Captured.values(first, caseId, pair[0]);
                Optional<Values> right = Captured.values(second, caseId, pair[1]);
                if (left.isPresent() && right.isPresent()) {
                    operations.add(new Operation(
                            0,
                            0,
                            pair[0].name(),
                            "recorded",
                            Map.of(),
                            List.of(),
                            List.of(),
                            List.of(left.get()),
                            List.of(right.get()),
                            null,
                            -1));
                }
            }
        }
        return operations;
    }
}
