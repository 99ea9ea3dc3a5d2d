package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a state fits a module; all that is wrong is said at once, in PyTorch's words. */
final class StateCheck {
    private StateCheck() {}

    static void require(String module, Map<String, Tensor> own, Map<String, Tensor> given, boolean strict) {
        refuseNull(module, given);
        refuse(module, problems(own, given, strict));
    }

    /** Random states are exact: each is a seed and a count, int64 {@code [2]}, as {@link RandomStream} gives it. */
    static void requireRandom(String module, Map<String, Tensor> own, Map<String, Tensor> given) {
        refuseNull(module, given);
        List<String> problems = problems(own, given, true);
        own.forEach((name, value) -> {
            Tensor other = given.get(name);
            if (other == null || !other.shape().equals(value.shape())) {
                return;
            }
            if (other.dtype() != DType.INT64) {
                problems.add(name + " should be int64, got " + other.dtype() + ".");
            } else if (other.toLongArray()[1] < 0) {
                problems.add(
                        name + " should hold a seed and a number of calls, got " + other.toLongArray()[1] + " calls.");
            }
        });
        refuse(module, problems);
    }

    private static List<String> problems(Map<String, Tensor> own, Map<String, Tensor> given, boolean strict) {
        List<String> problems = new ArrayList<>();
        List<String> missing =
                own.keySet().stream().filter(name -> !given.containsKey(name)).toList();
        List<String> unexpected = given.keySet().stream()
                .filter(name -> !own.containsKey(name))
                .sorted()
                .toList();
        if (strict && !missing.isEmpty()) {
            problems.add("Missing key(s) in state_dict: " + quoted(missing) + ".");
        }
        if (strict && !unexpected.isEmpty()) {
            problems.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ".");
        }
        given.forEach((name, value) -> {
            if (value == null && (strict || own.containsKey(name))) {
                problems.add("the tensor of " + name + " is null.");
            }
        });
        own.forEach((name, value) -> {
            Tensor other = given.get(name);
            if (other != null && !other.shape().equals(value.shape())) {
                problems.add("size mismatch for " + name + ": copying a param with shape " + other.shape()
                        + " from checkpoint, the shape in current model is " + value.shape() + ".");
            }
        });
        return problems;
    }

    private static void refuseNull(String module, Map<String, Tensor> given) {
        if (given == null) {
            refuse(module, List.of("the state is null."));
        }
    }

    private static void refuse(String module, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Error(s) in loading state_dict for " + module + ":\n\t" + String.join("\n\t", problems));
        }
    }

    private static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
