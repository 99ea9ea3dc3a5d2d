package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A network on both sides. Ours is a module; PyTorch's are functions on the same parameters, by the same names, without modules around.
 *
 * @param ours makes the module, each time with the same parameters
 * @param theirs computes the output
 */
record Network(Supplier<Module> ours, Theirs theirs) {
    /** How far a training step goes. */
    static final double LEARNING_RATE = 1e-3;

    /** PyTorch's half of a network. */
    @FunctionalInterface
    interface Theirs {
        /** Computes the output from parameters and input. */
        Tensor apply(TorchParameters parameters, Tensor input);
    }

    /** Returns a row of a step that computes the loss of classes, its gradients, and new parameters. */
    Work training(String name, String size, Values input, Values target) {
        return work(name, size, input, target);
    }

    /** Returns a row of a forward and a backward pass. */
    Work backward(String name, String size, Values input, Values cotangent) {
        return work(name, size, input.leaf(), cotangent.cotangent());
    }

    private Work work(String name, String size, Values input, Values end) {
        return new Work(
                name,
                size,
                "float32",
                true,
                1e-3,
                () -> List.of(input, end),
                values -> new OurNetworkSide(ours.get(), values.get(0), values.get(1)),
                values -> new TorchNetworkSide(
                        theirs, new TorchParameters(parameters(ours.get())), values.get(0), values.get(1)));
    }

    /** Returns the numbers of a module's parameters. */
    private static Map<String, Values> parameters(Module module) {
        Map<String, Values> parameters = new LinkedHashMap<>();
        module.namedParameters()
                .forEach((name, tensor) -> parameters.put(
                        name,
                        new Values(
                                tensor.detach().toFloatArray(),
                                Values.Role.LEAF,
                                tensor.shape().sizes())));
        return parameters;
    }
}
