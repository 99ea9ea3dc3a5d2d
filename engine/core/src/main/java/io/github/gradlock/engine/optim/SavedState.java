package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schedule is loaded from: numbers by name, refused in PyTorch's words where they do not fit. */
final class SavedState {
    private final String owner;
    private final Map<String, Tensor> tensors;

    /** Requires exactly these keys. */
    SavedState(Object owner, Map<String, Tensor> tensors, String... keys) {
        this.owner = owner.getClass().getSimpleName();
        this.tensors = tensors;
        List<String> wanted = List.of(keys);
        List<String> missing =
                wanted.stream().filter(key -> !tensors.containsKey(key)).toList();
        List<String> unexpected = tensors.keySet().stream()
                .filter(key -> !wanted.contains(key))
                .sorted()
                .toList();
        if (!missing.isEmpty() || !unexpected.isEmpty()) {
            throw fault((missing.isEmpty() ? "" : "\n\tMissing key(s) in state_dict: " + quoted(missing))
                    + (unexpected.isEmpty() ? "" : "\n\tUnexpected key(s) in state_dict: " + quoted(unexpected)));
        }
    }

    private static String quoted(List<String> keys) {
        return "\"" + String.join("\", \"", keys) + "\".";
    }

    private IllegalArgumentException fault(String text) {
        return new IllegalArgumentException("Error(s) in loading state_dict for " + owner + ":" + text);
    }

    /** Returns a number that counts. */
    int count(String key) {
        double value = number(key);
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw fault("\n\t" + key + " should be a count, got " + value);
        }
        return (int) value;
    }

    /** Returns a number. */
    double number(String key) {
        return require(key, Shape.SCALAR).item();
    }

    /** Returns numbers, one for each group. */
    double[] numbers(String key, int groups) {
        return require(key, Shape.of(groups)).toDoubleArray();
    }

    /** Returns learning rates, one for each group. */
    double[] rates(String key, int groups) {
        double[] rates = numbers(key, groups);
        for (double rate : rates) {
            OptimizerOptions.requireNotNegative("learning rate", rate);
        }
        return rates;
    }

    private Tensor require(String key, Shape shape) {
        @Nullable Tensor tensor = tensors.get(key);
        if (tensor == null || !tensor.shape().equals(shape)) {
            throw fault("\n\tsize mismatch for " + key + ": saved " + (tensor == null ? "nothing" : tensor.shape())
                    + ", this one has " + shape);
        }
        return tensor;
    }
}
