package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NormalisationsTests {
    private static final double EPS = 1e-5;

    private final RunningStatistics running =
            new RunningStatistics(Tensors.of(new double[] {1, 2}), Tensors.of(new double[] {4, 16}), 0.25);

    private static Tensor shaped(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void trainingTracksTheBatchAndEvaluationUsesIt() {
        Tensor x = Tensors.of(new double[] {1, 10, 3, 30}, 2, 2).requiresGrad_();
        Tensor result = ChannelNormalisations.batchNorm(x, running, null, null, true, 0);
        assertArrayEquals(new double[] {-1, -1, 1, 1}, result.toDoubleArray());
        assertArrayEquals(new double[] {1.25, 6.5}, running.mean().toDoubleArray());
        assertArrayEquals(new double[] {3.5, 62}, running.variance().toDoubleArray());
        assertFalse(running.mean().requiresGrad());
        Tensor evaluated = ChannelNormalisations.batchNorm(
                Tensors.of(new double[] {1.25, 14.5}, 1, 2), running, null, null, false, 2);
        assertArrayEquals(new double[] {0, 1}, evaluated.toDoubleArray());
        assertArrayEquals(new double[] {1.25, 6.5}, running.mean().toDoubleArray());
    }

    @Test
    void instancesAreTrackedByTheirMeanOverTheBatch() {
        Tensor x = Tensors.of(new double[] {1, 3, 10, 30, 5, 9, 0, 0}, 2, 2, 2);
        Tensor result = ChannelNormalisations.instanceNorm(x, running, null, null, true, 1e-30);
        assertArrayEquals(new double[] {-1, 1, -1, 1, -1, 1, 0, 0}, result.toDoubleArray());
        assertArrayEquals(
                new double[] {0.75 + 0.25 * 4.5, 1.5 + 0.25 * 10},
                running.mean().toDoubleArray());
        assertArrayEquals(
                new double[] {3 + 0.25 * 5, 12 + 0.25 * 100}, running.variance().toDoubleArray());
        Tensor evaluated = ChannelNormalisations.instanceNorm(x, running, null, null, false, EPS);
        Tensor same = ChannelNormalisations.batchNorm(x, running, null, null, false, EPS);
        assertArrayEquals(same.toDoubleArray(), evaluated.toDoubleArray());
    }

    @Test
    void groupsOfAllAndOfSingleChannelsAreOtherNormalisations() {
        Tensor x = Tensors.arange(24).to(DType.FLOAT64).reshape(2, 4, 3).mul(Tensors.of(new double[] {1, -2, 4}));
        assertArrayEquals(
                ChannelNormalisations.instanceNorm(x, null, null, null, true, EPS)
                        .toDoubleArray(),
                ChannelNormalisations.groupNorm(x, 4, null, null, EPS).toDoubleArray());
        assertArrayEquals(
                Normalisations.layerNorm(x, Shape.of(4, 3), null, null, EPS).toDoubleArray(),
                ChannelNormalisations.groupNorm(x, 1, null, null, EPS).toDoubleArray());
    }

    @Test
    void rootMeanSquareHasTheEpsilonOfTheDtype() {
        Tensor x = Tensors.of(new double[] {3, 4, 0, 0}, 2, 2);
        assertArrayEquals(
                new double[] {3 / Math.sqrt(12.5), 4 / Math.sqrt(12.5), 0, 0},
                Normalisations.rmsNorm(x, Shape.of(2), null, null).toDoubleArray(),
                1e-15);
        Tensor tiny = Tensors.of(new float[] {0x1p-23f}, 1);
        assertEquals(
                0x1p-23 / Math.sqrt(0x1p-23),
                Normalisations.rmsNorm(tiny, Shape.of(1), null, null).item(),
                1e-10);
    }

    @Test
    void neighboursRespondAcrossChannels() {
        Tensor x = Tensors.of(new double[] {1, 2, 3}, 1, 3, 1);
        assertArrayEquals(
                new double[] {1 / (1 + 0.5), 2 / (1 + 2.5), 3 / (1 + 6.5)},
                Normalisations.localResponseNorm(x, 2, 1, 1, 1).toDoubleArray());
        Tensor volume = x.reshape(1, 3, 1, 1, 1);
        assertArrayEquals(
                Normalisations.localResponseNorm(x, 3, 0.1, 0.75, 2).toDoubleArray(),
                Normalisations.localResponseNorm(volume, 3, 0.1, 0.75, 2).toDoubleArray());
    }

    @Test
    void nothingIsTrackedOfNothing() {
        Tensor none = shaped(0, 2, 3);
        assertEquals(
                none.shape(),
                ChannelNormalisations.batchNorm(none, running, shaped(2), shaped(2), true, EPS)
                        .shape());
        assertEquals(
                Shape.of(0),
                ChannelNormalisations.batchNorm(shaped(0), null, null, null, true, EPS)
                        .shape());
        assertArrayEquals(new double[] {1, 2}, running.mean().toDoubleArray());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Tensor x = shaped(2, 4, 3);
        assertRefused(
                "shape mismatch in batch_norm: running mean [2] and variance [2], wanted [4]",
                () -> ChannelNormalisations.batchNorm(x, running, null, null, false, EPS));
        assertRefused(
                "shape mismatch in batch_norm: input [2, 4, 3], weight [3]",
                () -> ChannelNormalisations.batchNorm(x, shaped(3), null, EPS));
        assertRefused(
                "batch_norm expected running mean and variance in evaluation",
                () -> ChannelNormalisations.batchNorm(x, null, null, null, false, EPS));
        assertRefused(
                "expected more than 1 value per channel when training in batch_norm, got input [1, 4, 1]",
                () -> ChannelNormalisations.batchNorm(shaped(1, 4, 1), null, null, EPS));
        assertRefused(
                "expected more than 1 spatial element when training in instance_norm, got input [2, 4]",
                () -> ChannelNormalisations.instanceNorm(shaped(2, 4), null, null, null, true, EPS));
        assertRefused(
                "shape mismatch in group_norm: input [2, 4, 3] has channels that 3 groups do not divide",
                () -> ChannelNormalisations.groupNorm(x, 3, null, null, EPS));
        assertRefused(
                "shape mismatch in rms_norm: input [2, 4, 3], normalized shape [4]",
                () -> Normalisations.rmsNorm(x, Shape.of(4), null, null));
        assertRefused(
                "local_response_norm expected at least 3 dimensions, got [2, 4]",
                () -> Normalisations.localResponseNorm(shaped(2, 4), 2, 1, 1, 1));
    }
}
