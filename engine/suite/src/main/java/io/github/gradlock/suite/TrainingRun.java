package io.github.gradlock.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.optim.Optimizer;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
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
record TrainingRun(Module model, Function<Module, Tensor> loss, Optimizer<?> optimizer) {
    private static final int STEPS = 50;
    private static final int RECORD_EVERY = 10;

    void run(GradientRecorder recorder) {
        float[] losses = new float[STEPS];
        for (int step = 1; step <= STEPS; step++) {
            losses[step - 1] = step == 1 || step % RECORD_EVERY == 0 ? recordedStep(recorder, step) : step();
        }
        recorder.record("loss", losses, STEPS);
        assertTrue(
                losses[STEPS - 1] < 0.7f * losses[0],
                () -> "the loss should fall by a third in " + STEPS + " steps, but was " + Arrays.toString(losses));
    }

    private float step() {
        float value = backward();
        optimizer.step();
        return value;
    }

    private float recordedStep(GradientRecorder recorder, int step) {
        float value = step == 1 || step == STEPS ? tracedBackward(recorder) : backward();
        recordGradients(recorder, step);
        optimizer.step();
        recordWeights(recorder, step);
        return value;
    }

    /** Only the first and the last step are traced: a trace of all would cost more than the training. */
    private float tracedBackward(GradientRecorder recorder) {
        OpListener.Scope trace = Recording.trace(recorder);
        try (trace) {
            return backward();
        }
    }

    private float backward() {
        optimizer.zeroGrad();
        Tensor value = loss.apply(model);
        value.backward();
        return (float) value.item();
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
}
