package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation of one gradient, changed in one way.
 *
 * @param graph the gradient
 * @param step number of the operation among those executed, forward and backward together, from 1
 * @param op its name
 * @param phase {@code forward} or {@code backward}
 * @param perturbation what happens to its output
 */
record Trial(EngineGraph graph, int step, String op, String phase, Perturbation perturbation) {
    /** Returns the trials of a gradient: all operations with an output of their own that has a normal number. */
    static List<Trial> of(EngineGraph graph) {
        List<Trial> trials = new ArrayList<>();
        int[] executed = {0};
        List<Tensor> leaves = graph.leavesToTrain();
        OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> {
            executed[0]++;
            if (place(List.of(inputs), List.of(outputs)) >= 0) {
                Perturbation.all()
                        .forEach(perturbation ->
                                trials.add(new Trial(graph, executed[0], op.name(), phase.toString(), perturbation)));
            }
        });
        try (scope) {
            graph.loss().apply(leaves).backward();
        }
        return trials;
    }

    /** Returns which output is changed, the first that can be; −1 if none can. */
    static int placeOf(List<TracedTensor> inputs, List<TracedTensor> outputs) {
        return place(
                inputs.stream().map(input -> (Tensor) input.identity()).toList(),
                outputs.stream().map(output -> (Tensor) output.identity()).toList());
    }

    private static int place(List<Tensor> inputs, List<Tensor> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (Perturbation.applies(outputs.get(i), inputs.toArray(Tensor[]::new))) {
                return i;
            }
        }
        return -1;
    }

    /** Records the gradients, with the operation changed or as it is. */
    void run(GradientRecorder recorder, boolean isChanged) {
        graph.run(isChanged ? new PerturbingRecorder(recorder, step, perturbation) : recorder);
    }

    /** Returns the id of the case, {@code sweep/perceptron/07-matmul-forward/1ulp/one}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "sweep/%s/%02d-%s-%s/%s", graph.name(), step, op, phase, perturbation.id());
    }
}
