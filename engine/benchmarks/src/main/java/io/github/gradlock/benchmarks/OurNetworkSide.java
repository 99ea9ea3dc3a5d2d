package io.github.gradlock.benchmarks;

import io.github.gradlock.benchmarks.Values.Role;
import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.optim.Sgd;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A network on our engine: a training step, or a backward pass from a cotangent. */
final class OurNetworkSide implements Side {
    private final Module module;
    private final Sgd optimizer;
    private final Tensor input;
    private final Tensor end;
    private final boolean trains;

    OurNetworkSide(Module module, Values input, Values end) {
        this.module = module;
        this.optimizer = new Sgd(module.parameters(), Network.LEARNING_RATE);
        this.input = OurSide.tensor(input);
        this.end = OurSide.tensor(end);
        this.trains = end.role() != Role.COTANGENT;
    }

    /** Gives the memory of everything but the gradients back at the end, as PyTorch's side does. */
    @Override
    public Tensor run() {
        TensorScope scope = TensorScope.open();
        try (scope) {
            return compute();
        }
    }

    private Tensor compute() {
        optimizer.zeroGrad();
        Tensor output = module.call(input);
        if (trains) {
            Tensor loss = Losses.crossEntropy(output, end);
            loss.backward();
            optimizer.step();
            return loss;
        }
        Autograd.zeroGrad(input);
        output.backward(end);
        return output;
    }

    @Override
    public List<double[]> results() {
        List<double[]> results = new ArrayList<>();
        TensorScope scope = TensorScope.open();
        try (scope) {
            results.add(OurSide.numbers(compute().detach()));
        }
        for (Tensor parameter : module.parameters()) {
            results.add(OurSide.numbers(Objects.requireNonNull(parameter.grad())));
            results.add(OurSide.numbers(parameter.detach()));
        }
        return results;
    }

    @Override
    public void close() {
        // The garbage collector has what is left.
    }
}
