package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a state fits a module; all that is wrong is said at once, in PyTorch's words. */
final class StateCheck {
    private StateCheck() {}

    static void require(String module, Map<String, Tensor> own, Map<String, Tensor> given, boolean strict) {
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
        own.forEach((name, value) -> {
            Tensor other = given.get(name);
            if (other != null && !other.shape().equals(value.shape())) {
                problems.add("size mismatch for " + name + ": copying a param with shape " + other.shape()
                        + " from checkpoint, the shape in current model is " + value.shape() + ".");
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Error(s) in loading state_dict for " + module + ":\n\t" + String.join("\n\t", problems));
        }
    }

    private static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
