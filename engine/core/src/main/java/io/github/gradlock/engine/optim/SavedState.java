package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an optimiser or a schedule is loaded from. Dtype, shape and range of what is taken are checked here, and refused with the key in
 * PyTorch's words; so whoever takes everything before it changes itself is loaded whole or not at all.
 */
final class SavedState {
    private final String owner;
    private final Map<String, Tensor> tensors;

    SavedState(Object owner, Map<String, Tensor> tensors) {
        this.owner = owner.getClass().getSimpleName();
        this.tensors = tensors;
    }

    /** Requires exactly these keys. */
    SavedState(Object owner, Map<String, Tensor> tensors, String... keys) {
        this(owner, tensors);
        requireTensors();
        List<String> wanted = List.of(keys);
        List<String> missing =
                wanted.stream().filter(key -> !tensors.containsKey(key)).toList();
        List<String> unexpected = tensors.keySet().stream()
                .filter(key -> !wanted.contains(key))
                .sorted()
                .toList();
        refuse(missing, unexpected);
    }

    /** Refuses a map that is null, or holds a null. */
    void requireTensors() {
        if (tensors == null) {
            throw fault("\n\tthe state is null.");
        }
        tensors.forEach((key, tensor) -> {
            if (tensor == null) {
                throw fault(key, "is null");
            }
        });
    }

    /** Throws if keys are missing or unexpected. */
    void refuse(List<String> missing, List<String> unexpected) {
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

    /** Returns what to throw for a key. */
    IllegalArgumentException fault(String key, String problem) {
        return fault("\n\t" + key + " " + problem);
    }

    /** Returns a number that counts, int64. */
    int count(String key) {
        return count(key, require(key, Shape.SCALAR, DType.INT64));
    }

    /** Returns a number of steps of any numeric dtype, which differs between the releases of PyTorch. */
    int steps(String key) {
        Tensor tensor = require(key, Shape.SCALAR);
        if (tensor.dtype() == DType.BOOL) {
            throw fault(key, "should be a count, got bool");
        }
        return count(key, tensor);
    }

    private int count(String key, Tensor tensor) {
        double value = tensor.item();
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw fault(key, "should be a count, got " + value);
        }
        return (int) value;
    }

    /** Returns a float64 number that is not NaN. */
    double number(String key) {
        double value = require(key, Shape.SCALAR, DType.FLOAT64).item();
        if (Double.isNaN(value)) {
            throw fault(key, "should be a number, got NaN");
        }
        return value;
    }

    /** Returns a learning rate, float64. */
    double rate(String key) {
        return checked(key, require(key, Shape.SCALAR, DType.FLOAT64).item());
    }

    /** Returns learning rates, one for each group, float64. */
    double[] rates(String key, int groups) {
        double[] rates = require(key, Shape.of(groups), DType.FLOAT64).toDoubleArray();
        for (double rate : rates) {
            checked(key, rate);
        }
        return rates;
    }

    private double checked(String key, double rate) {
        if (!(rate >= 0)) {
            throw fault(key, "should be a learning rate, got " + rate);
        }
        return rate;
    }

    /** Returns a floating tensor of a shape. */
    Tensor floating(String key, Shape shape) {
        Tensor tensor = require(key, shape);
        if (!tensor.dtype().isFloating()) {
            throw fault(key, "should be floating, got " + tensor.dtype());
        }
        return tensor;
    }

    private Tensor require(String key, Shape shape, DType dtype) {
        Tensor tensor = require(key, shape);
        if (tensor.dtype() != dtype) {
            throw fault(key, "should be " + dtype + ", got " + tensor.dtype());
        }
        return tensor;
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
