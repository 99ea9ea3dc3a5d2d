package io.github.gradlock.benchmarks;

import io.github.gradlock.benchmarks.Values.Role;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A network on libtorch: a training step, or a backward pass from a cotangent. */
final class TorchNetworkSide implements Side {
    private final Network.Theirs network;
    private final TorchParameters parameters;
    private final SGD optimizer;
    private final Tensor input;
    private final Tensor end;
    private final boolean trains;

    TorchNetworkSide(Network.Theirs network, TorchParameters parameters, Values input, Values end) {
        this.network = network;
        this.parameters = parameters;
        this.optimizer = new SGD(
                new TensorVector(parameters.all().toArray(Tensor[]::new)), new SGDOptions(Network.LEARNING_RATE));
        this.input = TorchSide.tensor(input);
        this.end = TorchSide.tensor(end);
        this.trains = end.role() != Role.COTANGENT;
    }

    private Tensor compute() {
        optimizer.zero_grad();
        Tensor output = network.apply(parameters, input);
        if (trains) {
            Tensor loss = torch.cross_entropy_loss(output, end);
            loss.backward();
            optimizer.step();
            return loss;
        }
        TorchSide.zeroGrad(input);
        TorchSide.backward(output, end);
        return output;
    }

    @Override
    public Object run() {
        return Frame.within(this::compute);
    }

    @Override
    public List<double[]> results() {
        return Frame.within(() -> {
            List<double[]> results = new ArrayList<>();
            results.add(TorchSide.numbers(compute()));
            for (Tensor parameter : parameters.all()) {
                results.add(TorchSide.numbers(parameter.grad()));
                results.add(TorchSide.numbers(parameter));
            }
            return results;
        });
    }

    @Override
    public void close() {
        optimizer.deallocate();
        parameters.close();
        input.deallocate();
        end.deallocate();
    }
}
