package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Modules one after the other, named by their position: {@code 0}, {@code 1} and so on. */
public final class Sequential extends Module {
    private final List<Module> steps;

    /** Chains modules; without any it returns its input. */
    public Sequential(Module... steps) {
        for (int i = 0; i < steps.length; i++) {
            module(Integer.toString(i), steps[i]);
        }
        this.steps = List.of(steps);
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor result = input;
        for (Module step : steps) {
            result = step.call(result);
        }
        return result;
    }
}
