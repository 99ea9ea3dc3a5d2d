package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.optim.Adam;
import io.github.gradlock.engine.optim.Sgd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleTests {
    private final Initialiser initialiser = new Initialiser(1, DType.FLOAT64);

    @Test
    void parametersAreNamedByTheirPath() {
        Sequential model = new Sequential(
                new Linear(2, 3, initialiser), new Activation(Tensor::relu), new Linear(3, 1, initialiser));
        assertEquals(
                List.of("0.weight", "0.bias", "2.weight", "2.bias"),
                List.copyOf(model.namedParameters().keySet()));
        assertEquals(Shape.of(3, 2), model.parameters().get(0).shape());
        assertThrows(IllegalArgumentException.class, () -> model.module("0", new Activation(Tensor::exp)));
    }

    @Test
    void whatIsSharedCountsOnce() {
        Linear shared = new Linear(2, 2, initialiser);
        Sequential model = new Sequential(shared, Activation.relu(), shared);
        assertEquals(2, model.parameters().size());
        assertEquals(4, model.stateDict().size());
        assertEquals(3, model.namedModules().size());
        new Sgd(model.parameters(), 0.1).step();
    }

    @Test
    void initialValuesDependOnSeedAloneAndKeepTheirBounds() {
        Tensor weight = new Linear(100, 50, new Initialiser(7, DType.FLOAT32))
                .parameters()
                .get(0);
        Tensor again = new Linear(100, 50, new Initialiser(7, DType.FLOAT32))
                .parameters()
                .get(0);
        assertArrayEquals(weight.toFloatArray(), again.toFloatArray());
        double greatest = weight.detach().abs().max().item();
        assertTrue(greatest <= 0.1f && greatest > 0.099, "greatest " + greatest);
        Tensor normal = new Initialiser(3, DType.FLOAT64).normal(100, 100);
        assertEquals(0, normal.mean().item(), 0.03);
        assertEquals(1, normal.var(1, false).item(), 0.05);
    }

    @Test
    void zeroGradForgets() {
        Linear layer = new Linear(2, 2, initialiser);
        layer.forward(Tensors.ones(DType.FLOAT64, 1, 2)).sum().backward();
        assertNotNull(layer.parameters().get(0).grad());
        layer.zeroGrad();
        assertSame(null, layer.parameters().get(0).grad());
    }

    @Test
    void transformerLayersPassGradcheck() {
        Tensor x = initialiser.normal(1, 3, 4).requiresGrad_();
        for (boolean normFirst : new boolean[] {false, true}) {
            TransformerOptions options = new TransformerOptions(4, 2, 6, 0, Tensor::gelu, normFirst);
            TransformerEncoderLayer encoder = new TransformerEncoderLayer(options, initialiser);
            TransformerDecoderLayer decoder = new TransformerDecoderLayer(options, initialiser);
            Gradcheck.check(inputs -> encoder.encode(inputs[0], Mask.causal(3)), List.of(x));
            Gradcheck.check(inputs -> decoder.call(inputs[0]), List.of(x));
        }
    }

    @Test
    void causalAttentionDoesNotSeeLaterPositions() {
        MultiHeadAttention attention = new MultiHeadAttention(4, 2, initialiser);
        Tensor x = initialiser.normal(1, 3, 4).requiresGrad_();
        attention.attend(x, x, x, Mask.causal(3)).output().select(1, 0).sum().backward();
        Tensor grad = x.grad();
        assertNotNull(grad);
        assertEquals(0, grad.narrow(1, 1, 2).abs().max().item());
        assertTrue(grad.narrow(1, 0, 1).abs().max().item() > 0);
    }

    @Test
    void dropoutIsForTrainingOnly() {
        Dropout dropout = new Dropout(0.5, initialiser);
        Tensor x = Tensors.ones(DType.FLOAT64, 1000);
        double mean = dropout.forward(x).mean().item();
        assertEquals(1, mean, 0.1);
        dropout.train(false);
        assertSame(x, dropout.forward(x));
    }

    @Test
    void batchNormTracksMeanAndVariance() {
        BatchNorm norm = new BatchNorm(1, initialiser);
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4}, 1, 1, 2, 2);
        assertEquals(0, norm.forward(x).sum().item(), 1e-12);
        assertEquals(0.25, norm.runningMean().item());
        assertEquals(
                "[weight, bias, running_mean, running_var, num_batches_tracked]",
                norm.stateDict().keySet().toString());
        assertEquals(1, List.copyOf(norm.stateDict().values()).get(4).item());
        assertEquals(0.9 + 0.1 * (5.0 / 3), norm.runningVariance().item(), 1e-15);
        norm.train(false);
        assertEquals(
                (1 - 0.25) / Math.sqrt(0.9 + 0.5 / 3 + 1e-5),
                norm.forward(x).select(3, 0).select(2, 0).item(),
                1e-12);
    }

    @Test
    void paddedKeysGetNoAttention() {
        MultiHeadAttention attention = new MultiHeadAttention(4, 2, initialiser);
        Tensor x = initialiser.normal(2, 3, 4);
        Tensor padding = Tensors.of(new boolean[] {false, false, true, false, true, true}, 2, 3);
        Tensor weights = attention.attend(x, x, x, new Mask(null, padding)).weights();
        assertEquals(Shape.of(2, 3, 3), weights.shape());
        assertEquals(
                0, weights.mul(padding.unsqueeze(1).to(DType.FLOAT64)).max().item());
        assertEquals(1, weights.sum(false, 2).min().item(), 1e-15);
    }

    @Test
    void groupAndRmsNormsBeginWithUnitScale() {
        Tensor x = initialiser.normal(2, 4, 3);
        assertEquals(0, new GroupNorm(2, 4, initialiser).call(x).mean().item(), 1e-15);
        Tensor root = new RmsNorm(Shape.of(3), null, initialiser).call(x).pow(2).mean(false, 2);
        assertEquals(1, root.max().item(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new GroupNorm(3, 4, initialiser));
    }

    @Test
    void listsAndDictionariesHoldModules() {
        ModuleList list = new ModuleList(new Linear(1, 1, initialiser));
        list.append(new Linear(1, 2, false, initialiser));
        ModuleDict dict = new ModuleDict();
        dict.put("list", list);
        assertEquals(
                List.of("list.0.weight", "list.0.bias", "list.1.weight"),
                List.copyOf(dict.namedParameters().keySet()));
        assertSame(list, dict.get("list"));
        assertThrows(IllegalArgumentException.class, () -> dict.get("other"));
        assertThrows(UnsupportedOperationException.class, () -> list.call(Tensors.scalar(1.0)));
    }

    @Test
    void aSmallNetworkLearns() {
        Initialiser first = new Initialiser(5, DType.FLOAT32);
        Convolution conv = Convolution.conv2d(1, 4, 3, 1, 1, first);
        Linear head = new Linear(16, 2, first);
        Tensor images = first.normal(8, 1, 4, 4);
        Tensor classes = images.sum(false, 1, 2, 3).gt(0).to(DType.INT64);
        List<Tensor> parameters = new ArrayList<>(conv.parameters());
        parameters.addAll(head.parameters());
        Adam adam = Adam.adam(parameters, 0.05);
        double loss = Double.NaN;
        for (int step = 0; step < 30; step++) {
            adam.zeroGrad();
            Tensor features = Pooling.maxPool2d(conv.forward(images).relu(), Window.pooling(2));
            Tensor value = Losses.crossEntropy(head.forward(features.flatten(1, 3)), classes);
            value.backward();
            adam.step();
            loss = value.item();
        }
        assertTrue(loss < 0.1, "loss " + loss);
    }
}
