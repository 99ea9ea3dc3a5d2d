package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CtcLossTests {
    private static final CtcLoss.Options EACH = new CtcLoss.Options(0, Reduction.NONE, false);
    private static final CtcLoss.Options ZEROED = new CtcLoss.Options(0, Reduction.NONE, true);

    private static Tensor logits(int... sizes) {
        Tensor samples = Tensors.zeros(DType.FLOAT64, sizes);
        Dispatch.kernels(samples).uniform(7, 0, samples);
        return samples.mul(4).detach();
    }

    private static Tensor labels(long... labels) {
        return Tensors.of(labels);
    }

    private static long[] lengths(long... lengths) {
        return lengths;
    }

    /** Adds up the probabilities of all sequences of classes that say the target once repeats and then blanks are taken out. */
    private static double enumerated(double[] logs, int times, int classes, int blank, List<Long> target) {
        double sum = 0;
        for (int path = 0; path < StrictMath.pow(classes, times); path++) {
            List<Long> said = new ArrayList<>();
            double log = 0;
            int rest = path;
            int before = -1;
            for (int time = 0; time < times; time++) {
                int found = rest % classes;
                rest /= classes;
                log += logs[time * classes + found];
                if (found != blank && found != before) {
                    said.add((long) found);
                }
                before = found;
            }
            sum += said.equals(target) ? StrictMath.exp(log) : 0;
        }
        return -StrictMath.log(sum);
    }

    @Test
    void theLossIsThatOfAllAlignmentsEnumerated() {
        Tensor logs = logits(5, 3).logSoftmax(-1);
        double[] values = logs.toDoubleArray();
        for (List<Long> target : List.of(
                List.<Long>of(),
                List.of(1L),
                List.of(1L, 2L),
                List.of(2L, 2L),
                List.of(1L, 2L, 1L),
                List.of(1L, 1L, 2L))) {
            long[] each = target.stream().mapToLong(Long::longValue).toArray();
            for (int time = each.length + 1; time <= 5; time++) {
                double found = CtcLoss.ctcLoss(logs, labels(each), lengths(time), lengths(each.length), EACH)
                        .item();
                assertEquals(enumerated(values, time, 3, 0, target), found, 1e-12, () -> "target " + target);
            }
        }
        double last = CtcLoss.ctcLoss(
                        logs, labels(0, 0, 1), lengths(5), lengths(3), new CtcLoss.Options(2, Reduction.NONE, false))
                .item();
        assertEquals(enumerated(values, 5, 3, 2, List.of(0L, 0L, 1L)), last, 1e-12);
    }

    @Test
    void allFormsOfTargetsAreTheSame() {
        Tensor logs = logits(6, 3, 4).logSoftmax(-1);
        Tensor padded = Tensors.of(new long[] {1, 2, 2, 3, 99, -1, -1, -1, -1}, 3, 3);
        Tensor joined = labels(1, 2, 2, 3);
        double[] one = CtcLoss.ctcLoss(logs, padded, lengths(6, 5, 4), lengths(3, 1, 0), EACH)
                .toDoubleArray();
        double[] two = CtcLoss.ctcLoss(logs, joined, labels(6, 5, 4), labels(3, 1, 0), EACH)
                .toDoubleArray();
        assertArrayEquals(one, two);
        Tensor single = CtcLoss.ctcLoss(logs.select(1, 1), labels(3), lengths(5), lengths(1), EACH);
        assertEquals(0, single.rank());
        assertEquals(one[1], single.item());
        double mean = CtcLoss.ctcLoss(logs, padded, lengths(6, 5, 4), lengths(3, 1, 0), CtcLoss.Options.DEFAULT)
                .item();
        assertEquals((one[0] / 3 + one[1] + one[2]) / 3, mean, 1e-12);
    }

    @Test
    void whatIsTooShortIsInfiniteOrCountsAsNothing() {
        Tensor x = logits(2, 2, 3).requiresGrad_();
        Tensor targets = Tensors.of(new long[] {1, 1, 1, 2}, 2, 2);
        long[] two = lengths(2, 2);
        double[] losses =
                CtcLoss.ctcLoss(x.logSoftmax(-1), targets, two, two, EACH).toDoubleArray();
        assertEquals(Double.POSITIVE_INFINITY, losses[0]);
        Tensor zeroed = CtcLoss.ctcLoss(x.logSoftmax(-1), targets, two, two, ZEROED);
        assertArrayEquals(new double[] {0, losses[1]}, zeroed.toDoubleArray());
        Tensor grad = Autograd.grad(zeroed.sum(), List.of(x)).get(0);
        assertArrayEquals(new double[6], grad.select(1, 0).contiguous().abs().toDoubleArray());
        assertEquals(
                6, Comparisons.isFinite(grad.select(1, 1)).to(DType.INT64).sum().item());
        assertEquals(
                0,
                CtcLoss.ctcLoss(x.logSoftmax(-1), targets, lengths(0, 0), lengths(0, 0), EACH)
                        .sum()
                        .item());
    }

    @Test
    void theGradientOfALeafIsPyTorchs() {
        Tensor leaf = logits(3, 1, 3).logSoftmax(-1).detach().requiresGrad_();
        Tensor loss = CtcLoss.ctcLoss(leaf, labels(1), lengths(2), lengths(1), EACH);
        double[] sums =
                Autograd.grad(loss.sum(), List.of(leaf)).get(0).sum(false, 1, 2).toDoubleArray();
        // Probabilities less their share of the alignments: both add up to 1 until the sequence ends.
        assertArrayEquals(new double[3], sums, 1e-15);
    }

    /** The gradient behind the softmax: probabilities less shares, so that every step's add up to zero. */
    @Test
    void longInputsLoseNothing() {
        int times = 3_000;
        Tensor wide = logits(times, 1, 3).mul(20).detach();
        long[] label = new long[40];
        for (int i = 0; i < label.length; i++) {
            label[i] = 1 + i % 2;
        }
        double[][] gradients = new double[2][];
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            Tensor x = wide.to(DType.FLOAT32).to(dtype).detach().requiresGrad_();
            Tensor loss = CtcLoss.ctcLoss(x.logSoftmax(-1), labels(label), lengths(times), lengths(40), EACH);
            Tensor grad = Autograd.grad(loss.sum(), List.of(x)).get(0).to(DType.FLOAT64);
            assertEquals(0, grad.sum(false, -1).abs().max().item(), dtype == DType.FLOAT64 ? 1e-10 : 1e-3);
            gradients[dtype == DType.FLOAT64 ? 1 : 0] = grad.toDoubleArray();
        }
        assertArrayEquals(gradients[1], gradients[0], 1e-2);
    }

    /** PyTorch's loss is the recursion alone: what is not normalised, or beyond the range of the exponential, is no NaN. */
    @Test
    void argumentsBeyondTheRangeOfTheExponentialHaveALoss() {
        Tensor large = Tensors.full(Shape.of(4, 1, 3), 800, DType.FLOAT64).requiresGrad_();
        Tensor loss = CtcLoss.ctcLoss(large, labels(1), lengths(4), lengths(1), EACH);
        // 4 steps, one label: 10 alignments, each of weight exp(3200).
        assertEquals(-3200 - StrictMath.log(10), loss.item(), 1e-9);
        Tensor moderate = Tensors.full(large.shape(), 2, DType.FLOAT64).requiresGrad_();
        Tensor sum = CtcLoss.ctcLoss(moderate, labels(1), lengths(4), lengths(1), EACH);
        assertEquals(
                12 * StrictMath.exp(2) - 4,
                Autograd.grad(sum.sum(), List.of(moderate)).get(0).sum().item(),
                1e-12);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tensor logs = logits(4, 2, 3).logSoftmax(-1);
        Tensor targets = Tensors.of(new long[] {1, 2, 2, 1}, 2, 2);
        refused(logs, targets, lengths(4, 5), lengths(2, 2), EACH);
        refused(logs, targets, lengths(4), lengths(2, 2), EACH);
        refused(logs, targets, lengths(4, 4), lengths(2, 3), EACH);
        refused(logs, labels(1, 2, 1), lengths(4, 4), lengths(2, 2), EACH);
        refused(logs, targets, lengths(4, 4), lengths(2, 2), new CtcLoss.Options(3, Reduction.SUM, false));
        refused(logs, targets.to(DType.FLOAT64), lengths(4, 4), lengths(2, 2), EACH);
        refused(logs.select(0, 0).select(0, 0), targets, lengths(4, 4), lengths(2, 2), EACH);
        assertEquals(
                "target 3 is out of bounds in ctc_loss for 3 classes",
                assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> CtcLoss.ctcLoss(logs, labels(1, 3), lengths(4, 4), lengths(1, 1), EACH))
                        .getMessage());
    }

    private static void refused(Tensor logs, Tensor targets, long[] inputs, long[] outputs, CtcLoss.Options options) {
        assertThrows(IllegalArgumentException.class, () -> CtcLoss.ctcLoss(logs, targets, inputs, outputs, options));
    }
}
