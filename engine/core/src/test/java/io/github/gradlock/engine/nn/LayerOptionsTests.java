package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Embeddings;
import io.github.gradlock.engine.op.Interpolation;
import io.github.gradlock.engine.op.Padding;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LayerOptionsTests {
    private final Initialiser init = new Initialiser(6, DType.FLOAT64);

    /** The texts of PyTorch; batch norms are there 1d to 3d, and here one class for all. */
    @Test
    void layersAreWrittenAsInPyTorch() {
        ConvolutionOptions dilated = ConvolutionOptions.DEFAULT.withPadding(1).withDilation(2);
        shown("BatchNorm(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)", new BatchNorm(3, init));
        shown(
                "InstanceNorm(3, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)",
                new InstanceNorm(3, init));
        shown("LayerNorm((4,), eps=1e-05, elementwise_affine=True)", new LayerNorm(init, 4));
        shown("GroupNorm(2, 4, eps=1e-05, affine=True)", new GroupNorm(2, 4, init));
        shown("RMSNorm((3,), eps=None, elementwise_affine=True)", new RmsNorm(Shape.of(3), null, init));
        shown("LSTM(2, 3)", new Lstm(2, 3, init));
        shown("GRU(2, 3)", new Gru(2, 3, init));
        shown("RNN(2, 3)", new Rnn(2, 3, init));
        shown("LSTMCell(2, 3)", new RecurrentCell(RecurrentCell.Kind.LSTM, 2, 3, init));
        shown(
                "RNNCell(2, 3, bias=False, nonlinearity=relu)",
                new RecurrentCell(RecurrentCell.Kind.RNN_RELU, 2, 3, false, init));
        shown("Dropout(p=0.5, inplace=False)", new Dropout(0.5, init));
        shown("Dropout2d(p=0.25, inplace=False)", Dropout.channels2d(0.25, init));
        shown("Embedding(3, 4)", new Embedding(3, 4, init));
        shown(
                "Embedding(3, 4, padding_idx=2, max_norm=2.0)",
                new Embedding(
                        3, 4, Embeddings.Options.DEFAULT.withPaddingIdx(-1).withMaxNorm(2.0, 2), init));
        shown("Conv1d(1, 2, kernel_size=(3,), stride=(1,))", Convolution.of(Convolution.Spec.of(1, 2, 3), init));
        shown(
                "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), dilation=(2, 2), padding_mode=reflect)",
                Convolution.of(
                        Convolution.Spec.of(1, 2, 3, 3).with(dilated).withPaddingMode(PaddingMode.REFLECT), init));
        shown(
                "ConvTranspose2d(1, 2, kernel_size=(3, 3), stride=(2, 2), output_padding=(1, 1))",
                Convolution.transposed(
                        Convolution.Spec.of(1, 2, 3, 3).with(ConvolutionOptions.DEFAULT.withStride(2)), init, 1));
        shown(
                "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)",
                Pool.max2d(Window.pooling(2)));
        shown("AvgPool2d(kernel_size=(2, 3), stride=(2, 3), padding=0)", Pool.average2d(Window.pooling(2, 3)));
        shown("AdaptiveAvgPool2d(output_size=(1, 2))", Pool.adaptiveAverage2d(1, 2));
        shown("Flatten(start_dim=1, end_dim=-1)", Activation.flatten());
        shown("Unflatten(dim=1, unflattened_size=(2, 3))", Activation.unflatten(1, 2, 3));
        shown("Upsample(scale_factor=2.0, mode='nearest')", Spatial.upsample(Interpolation.byFactor(2)));
        shown("PixelShuffle(upscale_factor=2)", Spatial.pixelShuffle(2));
        shown("ZeroPad2d((1, 1, 2, 2))", Spatial.pad(PaddingMode.ZEROS, 1, 1, 2, 2));
        shown("PReLU(num_parameters=1)", new PRelu(init));
        shown("LeakyReLU(negative_slope=0.01)", Activation.leakyRelu(0.01));
        shown("Softplus(beta=1.0, threshold=20.0)", Activation.softplus());
        shown("GELU(approximate='none')", Activation.gelu());
        shown("Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)", new Bilinear(2, 3, 4, true, init));
    }

    private static void shown(String text, Module module) {
        assertEquals(text, module.toString());
    }

    @Test
    void convolutionsPadWithMoreThanZeros() {
        Tensor x = init.normal(1, 1, 5, 6);
        Convolution plain = Convolution.of(Convolution.Spec.of(1, 2, 3, 2), init);
        for (PaddingMode mode : PaddingMode.values()) {
            ConvolutionOptions around = ConvolutionOptions.DEFAULT.withPadding(2, 1);
            Convolution padded =
                    Convolution.of(Convolution.Spec.of(1, 2, 3, 2).with(around).withPaddingMode(mode), init);
            padded.loadStateDict(plain.stateDict());
            Tensor by = Spatial.pad(mode, 1, 1, 2, 2).call(x);
            assertArrayEquals(plain.call(by).toDoubleArray(), padded.call(x).toDoubleArray(), mode::toString);
        }
        Convolution same = Convolution.of(
                Convolution.Spec.of(1, 2, 3, 2)
                        .with(ConvolutionOptions.DEFAULT.withSamePadding())
                        .withPaddingMode(PaddingMode.CIRCULAR),
                init);
        same.loadStateDict(plain.stateDict());
        assertArrayEquals(
                plain.call(Padding.circular(x, 0, 1, 1, 1)).toDoubleArray(),
                same.call(x).toDoubleArray());
        Convolution.Spec reflecting = Convolution.Spec.of(1, 2, 3).withPaddingMode(PaddingMode.REFLECT);
        assertThrows(IllegalArgumentException.class, () -> Convolution.transposed(reflecting, init));
    }

    @Test
    void batchNormTakesPyTorchsOptions() {
        Tensor x = Tensors.of(new double[] {1, 3, 5, 9}, 4, 1);
        BatchNorm mean = new BatchNorm(1, NormOptions.BATCH.withMomentum(null), init);
        mean.call(x);
        mean.call(x.add(2));
        assertEquals(5.5, mean.runningMean().item());
        BatchNorm bare = new BatchNorm(1, NormOptions.BATCH.withAffine(false).withTrackRunningStats(false), init);
        assertEquals(0, bare.stateDict().size());
        bare.eval();
        assertEquals(0, bare.call(x).mean().item(), 1e-15);
        assertThrows(IllegalStateException.class, bare::runningMean);
        BatchNorm wide = new BatchNorm(1, NormOptions.BATCH.withEps(91), init);
        assertEquals((1 - 4.5) / 10, wide.call(x).select(0, 0).item(), 0.05);
    }

    @Test
    void instancesAreNormalisedByThemselves() {
        Tensor x = init.normal(2, 3, 8);
        Tensor y = new InstanceNorm(3, init).call(x);
        assertEquals(0, y.mean(false, 2).abs().max().item(), 1e-14);
        InstanceNorm tracking = new InstanceNorm(3, NormOptions.INSTANCE.withTrackRunningStats(true), init);
        tracking.call(x);
        tracking.eval();
        assertEquals(
                0,
                Objects.requireNonNull(tracking.stateDict().get("num_batches_tracked"))
                        .item());
        assertEquals(
                0.1 * x.mean(false, 0, 2).select(0, 1).item(),
                tracking.runningMean().select(0, 1).item(),
                1e-15);
        assertEquals(Shape.of(2, 3, 8), tracking.call(x).shape());
    }

    @Test
    void normsCanBeWithoutParameters() {
        Tensor x = init.normal(2, 4);
        LayerNorm bare = new LayerNorm(Shape.of(4), new LayerNorm.Options(1e-5, false, true), init);
        assertEquals(0, bare.parameters().size());
        assertArrayEquals(
                new LayerNorm(init, 4).call(x).toDoubleArray(), bare.call(x).toDoubleArray());
        LayerNorm weight = new LayerNorm(Shape.of(4), new LayerNorm.Options(1e-3, true, false), init);
        shown("LayerNorm((4,), eps=0.001, elementwise_affine=True, bias=False)", weight);
        assertEquals(List.of("weight"), List.copyOf(weight.stateDict().keySet()));
        assertEquals(0, new GroupNorm(2, 4, 1e-5, false, init).parameters().size());
        assertEquals(0, new RmsNorm(Shape.of(4), null, false, init).parameters().size());
    }

    @Test
    void thePaddingOfAnEmbeddingStaysZero() {
        Embedding embedding = new Embedding(3, 2, Embeddings.Options.DEFAULT.withPaddingIdx(-1), init);
        Tensor y = embedding.call(Tensors.of(new long[] {2, 0}));
        assertArrayEquals(new double[2], y.select(0, 0).toDoubleArray());
        y.sum().backward();
        Tensor grad = embedding.parameters().get(0).grad();
        assertNotNull(grad);
        assertArrayEquals(new double[] {1, 1, 0, 0, 0, 0}, grad.toDoubleArray());
        Embeddings.Options none = Embeddings.Options.DEFAULT.withPaddingIdx(3);
        assertThrows(IllegalArgumentException.class, () -> new Embedding(3, 2, none, init));
        Embedding limited = new Embedding(3, 2, Embeddings.Options.DEFAULT.withMaxNorm(0.5, 2), init);
        Tensor rows = limited.call(Tensors.of(new long[] {0, 1, 2}));
        assertEquals(true, rows.norm(2, false, 1).max().item() <= 0.5);
    }

    @Test
    void dropoutChecksItsProbabilityAndDropsChannels() {
        assertEquals(
                "dropout probability has to be between 0 and 1, but got 1.5",
                assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5, init))
                        .getMessage());
        Tensor ones = Tensors.ones(DType.FLOAT64, 64, 5);
        Tensor sums = Dropout.channels1d(0.5, init).call(ones).sum(false, 1);
        for (double sum : sums.toDoubleArray()) {
            assertEquals(true, sum == 0 || sum == 10, "sum " + sum);
        }
    }

    @Test
    void cellsCanBeWithoutBiases() {
        RecurrentCell cell = new RecurrentCell(RecurrentCell.Kind.RNN_RELU, 2, 3, false, init);
        assertEquals(
                List.of("weight_ih", "weight_hh"), List.copyOf(cell.stateDict().keySet()));
        Tensor x = init.normal(1, 2);
        Tensor weight = cell.parameters().get(0).detach();
        assertArrayEquals(
                x.matmul(weight.transpose(0, 1)).relu().toDoubleArray(),
                cell.call(x).toDoubleArray());
        assertEquals(
                "RNNCell expected a state to be [batch, 3] or [3], got [1, 2]",
                assertThrows(IllegalArgumentException.class, () -> cell.step(x, List.of(x)))
                        .getMessage());
    }

    @Test
    void twoInputsMakeABilinearForm() {
        Bilinear form = new Bilinear(1, 1, 1, false, init);
        form.parameters().get(0).detach().fill_(3);
        assertEquals(
                30,
                form.apply(Tensors.of(new double[] {2}), Tensors.of(new double[] {5}))
                        .item());
    }
}
