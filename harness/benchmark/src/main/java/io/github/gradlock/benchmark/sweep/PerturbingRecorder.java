package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.Replay;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the output of one operation before anybody sees it, and so does its repetition: as if the operation itself computed so.
 *
 * <p>Everything else goes to another recorder as it is.
 */
final class PerturbingRecorder implements GradientRecorder {
    private final GradientRecorder recorder;
    private final int step;
    private final Perturbation perturbation;
    private int executed;

    /**
     * Watches the operations of one execution.
     *
     * @param step number of the operation to change among those executed, from 1
     */
    PerturbingRecorder(GradientRecorder recorder, int step, Perturbation perturbation) {
        this.recorder = recorder;
        this.step = step;
        this.perturbation = perturbation;
    }

    @Override
    public void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay) {
        boolean isStep = ++executed == step;
        int place = isStep ? Trial.placeOf(inputs, outputs) : -1;
        if (place >= 0) {
            perturbation.apply((Tensor) outputs.get(place).identity());
        }
        Replay perturbed = isStep && replay != null
                ? bits -> moved(replay.apply(bits), place, outputs.get(place).type())
                : replay;
        recorder.trace(phase, op, attributes, inputs, outputs, perturbed);
    }

    private List<ByteBuffer> moved(List<ByteBuffer> outputs, int place, ElementType type) {
        List<ByteBuffer> moved = new ArrayList<>(outputs);
        moved.set(place, perturbation.moved(type, outputs.get(place)));
        return moved;
    }

    /** Always: the operation has to be changed also where its trace is not kept. */
    @Override
    public boolean tracing() {
        return true;
    }

    @Override
    public void record(String name, float[] values, long... shape) {
        recorder.record(name, values, shape);
    }

    @Override
    public void record(String name, double[] values, long... shape) {
        recorder.record(name, values, shape);
    }

    @Override
    public void record(String name, long[] values, long... shape) {
        recorder.record(name, values, shape);
    }

    @Override
    public void record(String name, int[] values, long... shape) {
        recorder.record(name, values, shape);
    }

    @Override
    public void record(String name, boolean[] values, long... shape) {
        recorder.record(name, values, shape);
    }

    @Override
    public void record(String name, ElementType type, long[] shape, ByteBuffer bits) {
        recorder.record(name, type, shape, bits);
    }

    @Override
    public int restart() {
        return recorder.restart();
    }

    @Override
    public int iteration() {
        return recorder.iteration();
    }

    @Override
    public long seed() {
        return recorder.seed();
    }
}
