package io.github.gradlock.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.optim.Optimizer;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.probe.GradientRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Trains a model for 50 steps on one batch, and records the loss of each step, and weights and gradients on the way.
 *
 * @param model the model
 * @param loss mean loss of the batch, a scalar
 * @param optimizer makes the steps
 */
record TrainingRun(Module model, Function<Module, Tensor> loss, Optimizer optimizer) {
    private static final int STEPS = 50;
    private static final int RECORD_EVERY = 10;

    void run(GradientRecorder recorder) {
        List<Float> losses = new ArrayList<>();
        OpListener.Scope trace = Recording.trace(recorder);
        try (trace) {
            for (int step = 1; step <= STEPS; step++) {
                optimizer.zeroGrad();
                Tensor value = loss.apply(model);
                value.backward();
                losses.add((float) value.item());
                boolean recorded = step == 1 || step % RECORD_EVERY == 0;
                if (recorded) {
                    recordGradients(recorder, step);
                }
                optimizer.step();
                if (recorded) {
                    recordWeights(recorder, step);
                }
            }
        }
        recorder.record("loss", toArray(losses), STEPS);
        assertTrue(
                losses.get(STEPS - 1) < 0.7f * losses.get(0),
                () -> "the loss should fall by a third in " + STEPS + " steps, but was " + losses);
    }

    private void recordGradients(GradientRecorder recorder, int step) {
        for (Map.Entry<String, Tensor> parameter : model.namedParameters().entrySet()) {
            Tensor grad = Objects.requireNonNull(parameter.getValue().grad(), parameter.getKey() + " has no gradient");
            Recording.record(recorder, "step" + step + "." + parameter.getKey() + ".grad", grad);
        }
    }

    private void recordWeights(GradientRecorder recorder, int step) {
        model.namedParameters()
                .forEach((name, weight) -> Recording.record(recorder, "step" + step + "." + name, weight));
    }

    private static float[] toArray(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
