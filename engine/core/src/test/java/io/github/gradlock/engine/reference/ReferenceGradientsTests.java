package io.github.gradlock.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Outputs, first and second gradients of PyTorch's own sample inputs, float64: to 1e-9 of the value, or 1e-11. */
class ReferenceGradientsTests {
    private static final Path FOLDER = Path.of("../../../shared/data/pytorch-gradients");
    private static final int LEAST_CASES = 480;

    private final Map<String, Integer> passed = new TreeMap<>();
    private final Map<String, String> unsupported = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void gradientsAreThoseOfPyTorch() throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "no reference gradients at " + FOLDER.toAbsolutePath().normalize());
        ReferenceTensors tensors = new ReferenceTensors(FOLDER.resolve("tensors.safetensors"));
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(FOLDER.resolve("cases.jsonl"))) {
            JsonNode node = mapper.readTree(line);
            Function<Call, Tensor[]> op = ReferenceOps.all().get(node.get("op").asText());
            if (op != null) {
                run(node, op, tensors);
            }
        }
        int count = passed.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("reference gradients: " + count + " cases of " + passed.size() + " ops agree; "
                + unsupported.size() + " call what the engine lacks");
        assertEquals(List.of(), wrong);
        assertTrue(count >= LEAST_CASES, "only " + count + " cases were compared");
    }

    private void run(JsonNode line, Function<Call, Tensor[]> op, ReferenceTensors tensors) {
        String id = line.get("id").asText();
        try {
            Call call = new Call(line, tensors);
            Tensor[] outputs = op.apply(call);
            call.requireAllRead();
            compare(line, call, outputs, tensors);
            passed.merge(line.get("op").asText(), 1, Integer::sum);
        } catch (UnsupportedCallException e) {
            unsupported.put(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException | AssertionError e) {
            wrong.add(id + ": " + e.toString().lines().findFirst().orElse("") + "\n");
        }
    }

    private static void compare(JsonNode line, Call call, Tensor[] outputs, ReferenceTensors tensors) {
        assertEquals(line.get("outputs").size(), outputs.length, "number of outputs");
        List<Tensor> differentiable = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            requireClose("output " + i, tensors.get(line.get("outputs").get(i).asText()), outputs[i]);
            if (line.get("output_requires_grad").get(i).asBoolean()) {
                differentiable.add(outputs[i]);
            }
        }
        List<Tensor> inputs = new ArrayList<>();
        line.get("inputs").forEach(key -> inputs.add(call.leaf(key.asText())));
        List<Tensor> cotangents = new ArrayList<>();
        line.get("grad_outputs").forEach(key -> cotangents.add(tensors.get(key.asText())));
        List<Tensor> grads = Autograd.grad(
                differentiable,
                inputs,
                cotangents,
                GradOptions.DEFAULT.creatingGraph().allowingUnused());
        requireClose("gradient ", line.get("grads"), grads, tensors);
        JsonNode second = line.get("second");
        if (second != null && !second.isNull()) {
            compareSecond(line, second, inputs, grads, tensors);
        }
    }

    private static void compareSecond(
            JsonNode line, JsonNode second, List<Tensor> inputs, List<Tensor> grads, ReferenceTensors tensors) {
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            JsonNode key =
                    second.get("directions").get(line.get("inputs").get(i).asText());
            Tensor grad = grads.get(i);
            if (key != null && grad != null && grad.requiresGrad()) {
                outputs.add(grad);
                directions.add(tensors.get(key.asText()));
            }
        }
        List<Tensor> grads2 = outputs.isEmpty()
                ? Collections.nCopies(inputs.size(), null)
                : Autograd.grad(outputs, inputs, directions, GradOptions.DEFAULT.allowingUnused());
        requireClose("second gradient ", second.get("grads"), grads2, tensors);
    }

    private static void requireClose(String what, JsonNode keys, List<Tensor> found, ReferenceTensors tensors) {
        for (int i = 0; i < found.size(); i++) {
            Tensor gradient = found.get(i);
            if (keys.get(i).isNull()) {
                requireZero(what + i, gradient);
            } else if (gradient == null) {
                requireZero(what + i, tensors.get(keys.get(i).asText()));
            } else {
                requireClose(what + i, tensors.get(keys.get(i).asText()), gradient);
            }
        }
    }

    /** PyTorch says null or zeros for the same thing, depending on how an op is written; so do we. */
    private static void requireZero(String what, @Nullable Tensor tensor) {
        if (tensor != null) {
            for (double value : tensor.toDoubleArray()) {
                assertEquals(0, value, what);
            }
        }
    }

    private static void requireClose(String what, Tensor expected, Tensor found) {
        assertEquals(expected.shape(), found.shape(), what);
        assertEquals(expected.dtype(), found.dtype(), what);
        double[] a = expected.to(DType.FLOAT64).detach().toDoubleArray();
        double[] b = found.to(DType.FLOAT64).detach().toDoubleArray();
        for (int i = 0; i < a.length; i++) {
            boolean same = a[i] == b[i] || a[i] != a[i] && b[i] != b[i];
            if (!same && !(Math.abs(a[i] - b[i]) <= 1e-11 + 1e-9 * Math.abs(a[i]))) {
                fail(what + " at " + i + ": PyTorch " + a[i] + ", here " + b[i]);
            }
        }
    }
}
