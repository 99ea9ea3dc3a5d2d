package io.github.gradlock.suite;

import io.github.gradlock.engine.nn.Activation;
import io.github.gradlock.engine.nn.Conv2d;
import io.github.gradlock.engine.nn.Embedding;
import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.nn.Sequential;
import io.github.gradlock.engine.nn.TransformerBlock;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.optim.Adam;
import io.github.gradlock.engine.optim.Sgd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.probe.GradientRecorder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Three small models, trained for 50 steps by SGD or Adam: a difference of one bit grows here until it is seen. */
class TrainingTests {
    private static final long SEED = 42;

    @Test
    @DisplayName("train.mlp.sgd")
    void mlpBySgd(GradientRecorder recorder) {
        Module model = mlp();
        new TrainingRun(model, TrainingTests::mlpLoss, new Sgd(model.parameters(), 0.1, 0.9)).run(recorder);
    }

    @Test
    @DisplayName("train.mlp.adam")
    void mlpByAdam(GradientRecorder recorder) {
        Module model = mlp();
        new TrainingRun(model, TrainingTests::mlpLoss, Adam.adam(model.parameters(), 0.01)).run(recorder);
    }

    @Test
    @DisplayName("train.cnn.sgd")
    void cnnBySgd(GradientRecorder recorder) {
        Module model = cnn();
        new TrainingRun(model, TrainingTests::cnnLoss, new Sgd(model.parameters(), 0.05, 0.9)).run(recorder);
    }

    @Test
    @DisplayName("train.transformer.adam")
    void transformerByAdam(GradientRecorder recorder) {
        Module model = transformer();
        new TrainingRun(model, TrainingTests::nextTokenLoss, Adam.adam(model.parameters(), 0.01)).run(recorder);
    }

    /** 12 → 16 → 4 with tanh; input {@code [8, 12]}. */
    private static Module mlp() {
        Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
        return new Sequential(
                new Linear(12, 16, initialiser), new Activation(Tensor::tanh), new Linear(16, 4, initialiser));
    }

    private static Tensor mlpLoss(Module model) {
        return Losses.crossEntropy(model.forward(batch(8, 12)), classes(8, 4));
    }

    /** Two convolutions with ReLU and max-pooling, and a linear layer; input {@code [4, 1, 8, 8]}. */
    private static Module cnn() {
        Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
        return new Sequential(
                new Conv2d(1, 3, 3, 1, 1, initialiser),
                new Activation(Tensor::relu),
                new Activation(x -> Pooling.maxPool2d(x, Window.pooling(2))),
                new Conv2d(3, 4, 3, 1, 1, initialiser),
                new Activation(Tensor::relu),
                new Activation(x -> Pooling.maxPool2d(x, Window.pooling(2))),
                new Activation(x -> x.flatten(1, -1)),
                new Linear(16, 3, initialiser));
    }

    private static Tensor cnnLoss(Module model) {
        return Losses.crossEntropy(model.forward(batch(4, 1, 8, 8)), classes(4, 3));
    }

    /** Embedding, one causal transformer block, and a projection to the vocabulary; input {@code [2, 6]}. */
    private static Module transformer() {
        Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
        return new Sequential(
                new Embedding(11, 8, initialiser),
                new TransformerBlock(8, 2, 16, true, initialiser),
                new Linear(8, 11, initialiser));
    }

    private static Tensor nextTokenLoss(Module model) {
        Tensor tokens = Tensors.of(new long[] {1, 4, 9, 2, 7, 3, 5, 10, 0, 8, 6, 1}, 2, 6);
        Tensor next = Tensors.of(new long[] {4, 9, 2, 7, 3, 5, 10, 0, 8, 6, 1, 4}, 12);
        return Losses.crossEntropy(model.forward(tokens).reshape(12, 11), next);
    }

    private static Tensor batch(int... shape) {
        return new Initialiser(SEED + 1, DType.FLOAT32).normal(shape);
    }

    private static Tensor classes(int count, int classes) {
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (7L * i + 3) % classes;
        }
        return Tensors.of(labels, count);
    }
}
