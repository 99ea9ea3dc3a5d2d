package io.github.gradlock.engine.op;

import static io.github.gradlock.engine.op.Expect.grad;
import static io.github.gradlock.engine.op.Expect.leaf;
import static io.github.gradlock.engine.op.Expect.refused;
import static io.github.gradlock.engine.op.Expect.shaped;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.op.MarginLosses.TripletOptions;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;

class LossTests {
    @Test
    void kinksHaveTheDerivativesOfPyTorch() {
        double infinity = Double.POSITIVE_INFINITY;
        Tensor x = leaf(0, 0.5, -0.5, 2, -infinity);
        Tensor zeros = shaped(5);
        assertArrayEquals(new double[] {0, 1, -1, 1, -1}, grad(Losses.l1Loss(x, zeros, Reduction.NONE), x));
        assertArrayEquals(new double[] {0, 1, -1, 1, -1}, grad(Losses.smoothL1Loss(x, zeros, 0.5, Reduction.NONE), x));
        assertArrayEquals(new double[] {0, 1, -1, 1, -1}, grad(Losses.smoothL1Loss(x, zeros, 0, Reduction.NONE), x));
        Tensor huber = Losses.huberLoss(x, zeros, 0.5, Reduction.NONE);
        assertArrayEquals(new double[] {0, 0.125, 0.125, 0.875, infinity}, huber.toDoubleArray());
        assertArrayEquals(new double[] {0, 0.5, -0.5, 0.5, -0.5}, grad(huber, x));
        Tensor edge = leaf(1);
        Tensor minus = Tensors.of(new long[] {-1});
        assertArrayEquals(
                new double[] {-1}, grad(MarginLosses.hingeEmbeddingLoss(edge, minus, 1, Reduction.SUM), edge));
        Tensor scores = leaf(1, 2, 3);
        Tensor second = Tensors.scalar(1L);
        assertArrayEquals(
                new double[] {0, -1.0 / 3, 1.0 / 3},
                grad(MulticlassMarginLosses.multiMarginLoss(scores, second, 1, 1, null, Reduction.MEAN), scores));
    }

    @Test
    void certainPredictionsHaveFiniteLossesAndGradients() {
        Tensor x = leaf(0, 0, 1, 1);
        Tensor loss = Losses.binaryCrossEntropy(x, Tensors.of(new double[] {0, 1, 0, 1}), null, Reduction.NONE);
        assertArrayEquals(new double[] {0, 100, 100, 0}, loss.abs().toDoubleArray());
        assertArrayEquals(new double[] {0, -1e12, 1e12, 0}, grad(loss, x));
        Tensor logits = leaf(-40, 800);
        Tensor signs = Tensors.of(new double[] {0, 1});
        Tensor stable = Losses.binaryCrossEntropyWithLogits(logits, signs, Reduction.NONE);
        assertArrayEquals(new double[] {4.248354255291589e-18, -0.0}, grad(stable, logits), 1e-30);
        assertEquals(
                800,
                MarginLosses.softMarginLoss(leaf(-800), leaf(1), Reduction.SUM).item());
    }

    @Test
    void whatIsIgnoredCountsForNothing() {
        Tensor logs = Tensors.of(new double[] {Double.NEGATIVE_INFINITY, -1, -2, -0.5}, 2, 2)
                .requiresGrad_();
        Tensor targets = Tensors.of(new long[] {-100, 1});
        Tensor weight = Tensors.of(new double[] {2, 4});
        Tensor mean = Losses.nllLoss(logs, targets, ClassOptions.DEFAULT.withWeight(weight));
        assertEquals(0.5, mean.item());
        assertArrayEquals(new double[] {0, 0, 0, -1}, grad(mean, logs));
        Tensor none = Losses.nllLoss(logs, Tensors.of(new long[] {-100, -100}));
        assertEquals(Double.NaN, none.item());
    }

    @Test
    void raisedVariancesAndNormsPassTheirGradientsOn() {
        Tensor variance = leaf(0);
        Tensor loss = DistributionLosses.gaussianNllLoss(leaf(1), leaf(1), variance, false, 0.5, Reduction.SUM);
        assertArrayEquals(new double[] {1}, grad(loss, variance));
        Tensor zero = leaf(0, 0);
        Tensor cosine = Distances.cosineSimilarity(zero, Tensors.of(new double[] {3, 4}), 0, 0.1);
        assertArrayEquals(new double[] {6, 8}, grad(cosine, zero), 1e-14);
    }

    @Test
    void distancesOfZeroHaveTheDerivativeZero() {
        Tensor x = leaf(1, 2);
        for (double p : new double[] {0, 0.5, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
            Tensor distance = Distances.cdist(x.unsqueeze(0), Tensors.of(new double[] {1, 2}, 1, 2), p);
            assertEquals(0, distance.item());
            assertArrayEquals(new double[2], Tensors.of(grad(distance, x)).abs().toDoubleArray());
        }
        Tensor tied = leaf(1, 2, 2);
        Tensor origin = Tensors.of(new double[] {0, 1, 3}, 1, 3);
        Tensor greatest = Distances.cdist(tied.unsqueeze(0), origin, Double.POSITIVE_INFINITY);
        assertEquals(1, greatest.item());
        assertArrayEquals(new double[] {1, 1, -1}, grad(greatest, tied));
    }

    @Test
    void errorsNameTheLossAndTheShapes() {
        Tensor classes = Tensors.of(new long[] {0, 3});
        IndexOutOfBoundsException outside =
                assertThrows(IndexOutOfBoundsException.class, () -> Losses.crossEntropy(shaped(2, 3), classes));
        assertEquals("target 3 is out of bounds in cross_entropy for 3 classes", outside.getMessage());
        refused(
                "shape mismatch in nll_loss: input [2, 3, 4], target [2], expected target size [2, 4]",
                () -> Losses.nllLoss(shaped(2, 3, 4), classes));
        refused(
                "shape mismatch in nll_loss: weight [2], expected one for each of 4 classes",
                () -> Losses.nllLoss(shaped(2, 4), classes, ClassOptions.DEFAULT.withWeight(shaped(2))));
        refused(
                "cross_entropy expected int64 target classes, got bool",
                () -> Losses.crossEntropy(shaped(2, 3), Tensors.of(new boolean[2])));
        refused(
                "shape mismatch in cross_entropy: input [2, 3], target [2]; a float64 target means class probabilities, of"
                        + " the shape of the input; class indices must be int64: target.toLong()",
                () -> Losses.crossEntropy(shaped(2, 3), shaped(2)));
        refused("label smoothing must be between 0 and 1, got 1.5", () -> ClassOptions.DEFAULT.withLabelSmoothing(1.5));
        refused(
                "all elements of input should be between 0 and 1 in binary_cross_entropy, got 2.0",
                () -> Losses.binaryCrossEntropy(leaf(0.5, 2), shaped(2)));
        refused(
                "shape mismatch in binary_cross_entropy_with_logits: lhs [2], rhs [2, 1]",
                () -> Losses.binaryCrossEntropyWithLogits(shaped(2), shaped(2, 1), Reduction.SUM));
        refused(
                "batchmean is a reduction of kl_div alone",
                () -> Losses.mseLoss(shaped(2), shaped(2), Reduction.BATCHMEAN));
        refused(
                "huber_loss does not support non-positive values for delta, got 0.0",
                () -> Losses.huberLoss(shaped(2), shaped(2), 0, Reduction.SUM));
        refused(
                "variance has negative entries in gaussian_nll_loss",
                () -> DistributionLosses.gaussianNllLoss(
                        shaped(2), shaped(2), leaf(1, -1), false, 1e-6, Reduction.SUM));
        refused(
                "shape mismatch in gaussian_nll_loss: input [2, 3], variance [3]",
                () -> DistributionLosses.gaussianNllLoss(
                        shaped(2, 3), shaped(2, 3), shaped(3), false, 1e-6, Reduction.SUM));
        refused(
                "triplet_margin_loss expected a margin above 0, got 0.0",
                () -> MarginLosses.tripletMarginLoss(
                        shaped(2), shaped(2), shaped(2), new TripletOptions(0, 2, 1e-6, false, Reduction.SUM)));
        refused(
                "shape mismatch in cdist: lhs [2, 3], rhs [2, 4]",
                () -> Distances.cdist(shaped(2, 3), shaped(2, 4), 2));
    }
}
