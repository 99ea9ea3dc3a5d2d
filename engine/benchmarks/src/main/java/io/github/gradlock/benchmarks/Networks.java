package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.nn.Activation;
import io.github.gradlock.engine.nn.Convolution;
import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.nn.Pool;
import io.github.gradlock.engine.nn.Sequential;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.DType;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Steps of training, and passes through layers of a transformer and of a recurrent network. */
final class Networks {
    private static final int CLASSES = 10;
    private static final long SEED = 21;

    private Networks() {}

    static List<Work> rows(Scale scale) {
        return List.of(perceptron(scale), convolutional(scale), Layers.transformer(scale), Layers.lstm(scale));
    }

    static Initialiser initialiser() {
        return new Initialiser(SEED, DType.FLOAT32);
    }

    /** Two hidden layers, and a batch of small pictures. */
    private static Work perceptron(Scale scale) {
        int in = scale.of(784);
        int first = scale.of(512);
        int second = scale.of(256);
        int batch = scale.of(128);
        return new Network(
                        () -> {
                            Initialiser random = initialiser();
                            return new Sequential(
                                    new Linear(in, first, random),
                                    Activation.relu(),
                                    new Linear(first, second, random),
                                    Activation.relu(),
                                    new Linear(second, CLASSES, random));
                        },
                        (p, x) -> p.linear("4", torch.relu(p.linear("2", torch.relu(p.linear("0", x))))))
                .training(
                        "mlp" + Work.TRAINING,
                        Scale.text(batch, in) + "-" + first + "-" + second + "-" + CLASSES,
                        Values.normal(22, batch, in),
                        Values.classes(23, CLASSES, batch));
    }

    /** Two convolutions, each with a pooling, and a linear layer. */
    private static Work convolutional(Scale scale) {
        int side = scale.of(28);
        int batch = scale.of(32);
        int first = 16;
        int second = scale.of(32);
        int features = second * (side / 4) * (side / 4);
        return new Network(
                        () -> {
                            Initialiser random = initialiser();
                            return new Sequential(
                                    Convolution.conv2d(1, first, 3, 1, 1, random),
                                    Activation.relu(),
                                    Pool.max2d(Window.pooling(2, 2)),
                                    Convolution.conv2d(first, second, 3, 1, 1, random),
                                    Activation.relu(),
                                    Pool.max2d(Window.pooling(2, 2)),
                                    Activation.flatten(),
                                    new Linear(features, CLASSES, random));
                        },
                        (p, x) ->
                                p.linear("7", pooled(p, "3", pooled(p, "0", x)).flatten(1, -1)))
                .training(
                        "cnn" + Work.TRAINING,
                        Scale.text(batch, 1, side, side) + "-" + first + "-" + second + "-" + CLASSES,
                        Values.normal(24, batch, 1, side, side),
                        Values.classes(25, CLASSES, batch));
    }

    private static Tensor pooled(TorchParameters parameters, String name, Tensor x) {
        return torch.max_pool2d(torch.relu(parameters.convolution(name, x)), 2, 2);
    }
}
