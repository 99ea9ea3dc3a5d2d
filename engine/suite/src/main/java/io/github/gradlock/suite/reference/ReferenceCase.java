package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call with the outputs and gradients that PyTorch gives for it. */
final class ReferenceCase {
    private final JsonNode line;
    private final ReferenceTensors tensors;

    ReferenceCase(JsonNode line, ReferenceTensors tensors) {
        this.line = line;
        this.tensors = tensors;
    }

    /** What a call gives; a gradient is null where the output does not depend on the input. */
    record Result(List<Tensor> outputs, List<@Nullable Tensor> grads, List<@Nullable Tensor> grads2) {}

    /** Returns the id in the data, {@code abs#0}. */
    String id() {
        return line.get("id").asText();
    }

    /** Returns PyTorch's name of the operation. */
    String op() {
        return line.get("op").asText();
    }

    /** Makes the call and differentiates it, twice where the data does. */
    Result compute() {
        Call call = new Call(line, tensors);
        Tensor[] outputs = CallTable.apply(op(), call);
        List<Tensor> inputs = new ArrayList<>();
        line.get("inputs").forEach(key -> inputs.add(call.leaf(key.asText())));
        List<Tensor> differentiable = differentiable(outputs);
        List<Tensor> cotangents = new ArrayList<>();
        line.get("grad_outputs").forEach(key -> cotangents.add(tensors.get(key.asText())));
        GradOptions options = GradOptions.DEFAULT.allowingUnused();
        List<Tensor> grads = Autograd.grad(
                differentiable, inputs, cotangents, line.get("second").isNull() ? options : options.creatingGraph());
        return new Result(Arrays.asList(outputs), grads, second(inputs, grads));
    }

    private List<Tensor> differentiable(Tensor... outputs) {
        JsonNode flags = line.get("output_requires_grad");
        List<Tensor> differentiable = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            if (i < flags.size() && flags.get(i).asBoolean()) {
                differentiable.add(outputs[i]);
            }
        }
        return differentiable;
    }

    private List<@Nullable Tensor> second(List<Tensor> inputs, List<@Nullable Tensor> grads) {
        if (line.get("second").isNull()) {
            return List.of();
        }
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            JsonNode key =
                    line.at("/second/directions").get(line.get("inputs").get(i).asText());
            Tensor grad = grads.get(i);
            if (key != null && grad != null && grad.requiresGrad()) {
                outputs.add(grad);
                directions.add(tensors.get(key.asText()));
            }
        }
        return outputs.isEmpty()
                ? Arrays.asList(new Tensor[inputs.size()])
                : Autograd.grad(outputs, inputs, directions, GradOptions.DEFAULT.allowingUnused());
    }

    /** Returns what PyTorch computed. */
    Result expected() {
        List<Tensor> outputs = new ArrayList<>();
        line.get("outputs").forEach(key -> outputs.add(tensors.get(key.asText())));
        return new Result(outputs, tensors(line.get("grads")), tensors(line.at("/second/grads")));
    }

    private List<@Nullable Tensor> tensors(JsonNode keys) {
        List<@Nullable Tensor> found = new ArrayList<>();
        keys.forEach(key -> found.add(key.isNull() ? null : tensors.get(key.asText())));
        return found;
    }
}
