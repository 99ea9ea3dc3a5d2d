package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Operation;
import io.github.gradlock.harness.explain.CaseExplanation.Transplant;
import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operations gave on the other side's inputs. */
final class Replays {
    private final @Nullable Captured leftReplayed;
    private final @Nullable Captured rightReplayed;

    Replays(String caseId, @Nullable Bundle left, @Nullable Bundle right) throws IOException {
        this.leftReplayed = left == null ? null : Captured.of(left, caseId).orElse(null);
        this.rightReplayed = right == null ? null : Captured.of(right, caseId).orElse(null);
    }

    /** Returns what a step gave, null if it was not executed again on both sides. */
    Operation.@Nullable Replayed of(Localisation localisation, AlignedStep step) {
        if (leftReplayed == null || rightReplayed == null || !step.isCommon()) {
            return null;
        }
        List<TraceStep.Output> ofLeft = localisation.left().get(step.left()).outputs();
        List<TraceStep.Output> ofRight = localisation.right().get(step.right()).outputs();
        Optional<Boolean> right = Transplantation.gives(rightReplayed, step.right(), ofLeft);
        Optional<Boolean> left = Transplantation.gives(leftReplayed, step.left(), ofRight);
        if (right.isEmpty() || left.isEmpty()) {
            return null;
        }
        Boolean repeats = null;
        if (step.state() == AlignedStep.State.ORIGIN) {
            // The inputs are the same bits on both sides, so each was executed again on its own.
            repeats = Transplantation.gives(rightReplayed, step.right(), ofRight)
                            .orElse(false)
                    && Transplantation.gives(leftReplayed, step.left(), ofLeft).orElse(false);
        }
        return new Operation.Replayed(right.get(), left.get(), repeats);
    }

    /** Returns what came of it for a whole case, null if nothing was executed again. */
    @Nullable
    Transplant transplant(Localisation localisation) {
        int executed = 0;
        int origins = 0;
        int confirmed = 0;
        List<Integer> differing = new ArrayList<>();
        List<Integer> unsteady = new ArrayList<>();
        for (AlignedStep step : localisation.steps()) {
            Operation.Replayed replayed = of(localisation, step);
            if (replayed != null) {
                executed++;
                if (!replayed.rightOnLeftInputs() || !replayed.leftOnRightInputs()) {
                    differing.add(step.left());
                }
                if (Boolean.FALSE.equals(replayed.repeats())) {
                    unsteady.add(step.left());
                }
            }
        }
        int common = (int) localisation.steps().stream()
                .filter(step -> step.isCommon() && !isInput(localisation, step))
                .count();
        for (Origin origin : localisation.origins()) {
            if (!origin.isInput()) {
                origins++;
                AlignedStep step =
                        new AlignedStep(origin.leftPosition(), origin.rightPosition(), AlignedStep.State.ORIGIN);
                confirmed += isConfirmed(of(localisation, step)) ? 1 : 0;
            }
        }
        return executed == 0
                ? null
                : new Transplant(executed, common, differing, origins > 0 && confirmed == origins, unsteady);
    }

    private static boolean isInput(Localisation localisation, AlignedStep step) {
        return localisation.left().get(step.left()).inputs().isEmpty();
    }

    /** In both directions, by an operation that gives its own bits again on its own inputs. */
    private static boolean isConfirmed(Operation.@Nullable Replayed replayed) {
        return replayed != null
                && !replayed.rightOnLeftInputs()
                && !replayed.leftOnRightInputs()
                && Boolean.TRUE.equals(replayed.repeats());
    }
}
