package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A formula whose first result takes the place of its first tensor, as an optimiser's step does. Where it is recorded or somebody listens, it is composed of
 * ops; where not, a provider may take its steps together, and nothing of the size of the tensor lies between. The bits are the same.
 */
final class InPlaceFormula {
    private final String name;
    private final Formula formula;

    /** How the results are computed: the first one last, since the tensor is overwritten then. */
    @FunctionalInterface
    interface Text {
        Term[] of(Term[] in, Term[] numbers);
    }

    /**
     * Names a formula.
     *
     * @param name of the change in place that it is, for messages: {@code sub_}
     * @param tensors how many tensors it takes
     */
    InPlaceFormula(String name, int tensors, Text text) {
        this.name = name;
        formula = new Formula(
                name,
                List.of(),
                all -> text.of(Arrays.copyOf(all, tensors), Arrays.copyOfRange(all, tensors, all.length)));
    }

    /**
     * Changes the first tensor.
     *
     * @param tensors of one shape and floating dtype
     * @param numbers converted to the dtype
     * @return the other results
     */
    Tensor[] apply(Tensor[] tensors, double... numbers) {
        Tensor target = tensors[0];
        Tensor[] all = Arrays.copyOf(tensors, tensors.length + numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            all[tensors.length + i] = Arithmetic.constant(target, numbers[i]);
        }
        Tensor[] results;
        if (isPlain(tensors)) {
            Dispatch.requireChangeable(name, target);
            results = formula.runInPlace(Dispatch.kernels(tensors), all);
            target.bumpVersion();
        } else {
            results = formula.composed(null, all);
            InPlace.assign(name, target, results[0]);
        }
        return Arrays.copyOfRange(results, 1, results.length);
    }

    /** Returns whether nobody sees the steps, and none of the other tensors shows what changes. */
    private static boolean isPlain(Tensor... tensors) {
        Tensor target = tensors[0];
        if (Dispatch.records(tensors)
                || Dispatch.marksResults()
                || Execution.isHeard()
                || !target.dtype().isFloating()
                || StridedBuffer.mayOverlap(target.layout())) {
            return false;
        }
        for (int i = 1; i < tensors.length; i++) {
            if (tensors[i].storage() == target.storage()
                    || tensors[i].dtype() != target.dtype()
                    || !tensors[i].shape().equals(target.shape())) {
                return false;
            }
        }
        return true;
    }
}
