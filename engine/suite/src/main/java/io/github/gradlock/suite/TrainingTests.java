package io.github.gradlock.suite;

import io.github.gradlock.engine.nn.Activation;
import io.github.gradlock.engine.nn.Convolution;
import io.github.gradlock.engine.nn.Embedding;
import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.nn.Lstm;
import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.nn.Pool;
import io.github.gradlock.engine.nn.Sequential;
import io.github.gradlock.engine.nn.TransformerEncoderLayer;
import io.github.gradlock.engine.nn.TransformerOptions;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.optim.Adam;
import io.github.gradlock.engine.optim.RmsProp;
import io.github.gradlock.engine.optim.Sgd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.recorder.GradientRecorder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Four small models, trained for 50 steps by SGD, Adam or RMSprop: a difference of one bit grows here until it is seen. */
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
        Module model = new NextToken();
        new TrainingRun(model, TrainingTests::nextTokenLoss, Adam.adam(model.parameters(), 0.01)).run(recorder);
    }

    @Test
    @DisplayName("train.lstm.rmsprop")
    void lstmByRmsProp(GradientRecorder recorder) {
        Module model = new LastStep();
        new TrainingRun(model, TrainingTests::lastStepLoss, new RmsProp(model.parameters(), 0.01)).run(recorder);
    }

    /** 12 → 16 → 4 with tanh; input {@code [8, 12]}. */
    private static Module mlp() {
        Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
        return new Sequential(new Linear(12, 16, initialiser), Activation.tanh(), new Linear(16, 4, initialiser));
    }

    private static Tensor mlpLoss(Module model) {
        return Losses.crossEntropy(model.call(batch(8, 12)), classes(8, 4));
    }

    /** Two convolutions with ReLU and max-pooling, and a linear layer; input {@code [4, 1, 8, 8]}. */
    private static Module cnn() {
        Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
        return new Sequential(
                Convolution.conv2d(1, 3, 3, 1, 1, initialiser),
                Activation.relu(),
                Pool.max2d(Window.pooling(2)),
                Convolution.conv2d(3, 4, 3, 1, 1, initialiser),
                Activation.relu(),
                Pool.max2d(Window.pooling(2)),
                Activation.flatten(),
                new Linear(16, 3, initialiser));
    }

    private static Tensor cnnLoss(Module model) {
        return Losses.crossEntropy(model.call(batch(4, 1, 8, 8)), classes(4, 3));
    }

    /** Embedding, one causal encoder layer, and a projection to the vocabulary; input {@code [2, 6]}. */
    private static final class NextToken extends Module {
        private final Embedding embedding;
        private final TransformerEncoderLayer layer;
        private final Linear head;

        NextToken() {
            Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
            embedding = module("embedding", new Embedding(11, 8, initialiser));
            TransformerOptions options = new TransformerOptions(8, 2, 16, 0, Tensor::gelu, true);
            layer = module("layer", new TransformerEncoderLayer(options, initialiser));
            head = module("head", new Linear(8, 11, initialiser));
        }

        @Override
        public Tensor forward(Tensor tokens) {
            return head.call(layer.encode(embedding.call(tokens), Mask.causal(tokens.size(1))));
        }
    }

    /** A long short-term memory over 5 steps, and a projection of what it knows then; input {@code [5, 4, 3]}. */
    private static final class LastStep extends Module {
        private final Lstm lstm;
        private final Linear head;

        LastStep() {
            Initialiser initialiser = new Initialiser(SEED, DType.FLOAT32);
            lstm = module("lstm", new Lstm(3, 6, initialiser));
            head = module("head", new Linear(6, 3, initialiser));
        }

        @Override
        public Tensor forward(Tensor sequence) {
            return head.call(lstm.call(sequence).select(0, -1));
        }
    }

    private static Tensor lastStepLoss(Module model) {
        return Losses.crossEntropy(model.call(batch(5, 4, 3)), classes(4, 3));
    }

    private static Tensor nextTokenLoss(Module model) {
        Tensor tokens = Tensors.of(new long[] {1, 4, 9, 2, 7, 3, 5, 10, 0, 8, 6, 1}, 2, 6);
        Tensor next = Tensors.of(new long[] {4, 9, 2, 7, 3, 5, 10, 0, 8, 6, 1, 4}, 12);
        return Losses.crossEntropy(model.call(tokens).reshape(12, 11), next);
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
