package io.github.gradlock.engine.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Compares the recursions with the closed forms that PyTorch's documentation gives. */
class LrSchedulerTests {
    private static final int EPOCHS = 24;
    private static final double BASE = 0.5;

    private static void requireRates(Function<Optimizer<?>, Schedule> scheduler, IntToDoubleFunction expected) {
        Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), BASE);
        Schedule schedule = scheduler.apply(sgd);
        for (int epoch = 0; epoch <= EPOCHS; epoch++) {
            double wanted = expected.applyAsDouble(epoch);
            assertEquals(wanted, sgd.groups().get(0).lr(), 1e-14 + 1e-12 * wanted, "epoch " + epoch);
            schedule.step();
        }
    }

    @Test
    void steps() {
        requireRates(o -> new StepLr(o, 5, 0.1), epoch -> BASE * StrictMath.pow(0.1, epoch / 5));
        requireRates(
                o -> new MultiStepLr(o, List.of(3, 7, 7), 0.5),
                epoch -> BASE * (epoch < 3 ? 1 : epoch < 7 ? 0.5 : 0.125));
        requireRates(o -> new ExponentialLr(o, 0.9), epoch -> BASE * StrictMath.pow(0.9, epoch));
        requireRates(o -> new LambdaLr(o, epoch -> 1.0 / (1 + epoch)), epoch -> BASE / (1 + epoch));
    }

    @Test
    void lines() {
        requireRates(o -> new LinearLr(o, 0.25, 1, 6), epoch -> BASE * (0.25 + 0.75 * Math.min(epoch, 6) / 6));
        requireRates(o -> new ConstantLr(o, 0.25, 4), epoch -> epoch < 4 ? BASE / 4 : BASE);
        requireRates(
                o -> new PolynomialLr(o, 10, 2), epoch -> BASE * StrictMath.pow(1 - Math.min(epoch, 10) / 10.0, 2));
    }

    @Test
    void cosines() {
        requireRates(o -> new CosineAnnealingLr(o, 8, 0.1), epoch -> cosine(BASE, 0.1, epoch, 8));
        requireRates(o -> new CosineAnnealingWarmRestarts(o, 3, 2, 0.1), epoch -> {
            int start = epoch < 3 ? 0 : epoch < 9 ? 3 : epoch < 21 ? 9 : 21;
            return cosine(BASE, 0.1, epoch - start, start + 3);
        });
    }

    private static double cosine(double high, double low, int epoch, int length) {
        return low + (high - low) * (1 + StrictMath.cos(Math.PI * epoch / length)) / 2;
    }

    /** Twenty steps: the top after 5 of them, since the rise ends at 0.3 · 20 − 1. */
    @Test
    void oneCycle() {
        Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), BASE);
        OneCycleLr cycle = new OneCycleLr(sgd, 1, 20);
        assertEquals(0.040000000000000036, cycle.lastLr().get(0));
        for (int epoch = 1; epoch < 20; epoch++) {
            cycle.step();
            if (epoch == 5) {
                assertEquals(1, cycle.lastLr().get(0));
            }
        }
        assertEquals(4e-6, cycle.lastLr().get(0), 1e-18);
        cycle.step();
        assertThrows(IllegalStateException.class, cycle::step);
    }

    /** What PyTorch 2.13 gives: with three steps or fewer, the first one is a part of the fall. */
    @Test
    void aVeryShortCycleBeginsInItsFall() {
        requireCycle(1, 4e-6, 0.6112620219362891);
        requireCycle(2, 0.811745653949763, 4e-6, 0.811745653949763);
        requireCycle(3, 0.9944154354509117, 0.46263710266697505, 4e-6, 0.4626371026669753);
        requireCycle(4, 0.040000000000000036, 0.811745653949763, 0.28306099820869923, 4e-6, 0.2830609982086991);
        Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), BASE);
        assertEquals(
                "Expected positive integer total_steps, but got 0",
                assertThrows(IllegalArgumentException.class, () -> new OneCycleLr(sgd, 1, 0))
                        .getMessage());
    }

    private static void requireCycle(int steps, double... rates) {
        Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), BASE);
        OneCycleLr cycle = new OneCycleLr(sgd, 1, steps);
        for (int i = 0; i <= steps; i++) {
            assertEquals(rates[i], sgd.groups().get(0).lr(), 1e-15, "step " + i + " of " + steps);
            if (i < steps) {
                cycle.step();
            }
        }
        assertEquals(
                "Tried to step " + (steps + 1) + " times. The specified number of total steps is " + steps,
                assertThrows(IllegalStateException.class, cycle::step).getMessage());
    }

    @Test
    void aWarmUpIsFollowedByWhatComesNext() {
        requireRates(
                o -> new SequentialLr(List.of(new LinearLr(o, 0.5, 1, 4), new ExponentialLr(o, 0.9)), List.of(4)),
                epoch -> epoch < 4 ? BASE * (0.5 + 0.5 * epoch / 4) : BASE * StrictMath.pow(0.9, epoch - 4));
        requireRates(
                o -> new SequentialLr(
                        List.of(new LinearLr(o, 0.5, 1, 4), new CosineAnnealingLr(o, 40, 0.1)), List.of(4)),
                epoch -> epoch < 4 ? BASE * (0.5 + 0.5 * epoch / 4) : cosine(BASE, 0.1, epoch - 4, 40));
        assertThrows(IllegalArgumentException.class, () -> new SequentialLr(List.of(), List.of()));
    }

    @Test
    void aPlateauLowersTheRate() {
        Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), BASE);
        ReduceLrOnPlateau plateau =
                new ReduceLrOnPlateau(sgd, new ReduceLrOnPlateau.Options(0.5, 1, 1e-4, 1, 0.2, 1e-8));
        double[] losses = {1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9};
        double[] rates = {0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2};
        for (int i = 0; i < losses.length; i++) {
            plateau.step(losses[i]);
            assertEquals(rates[i], sgd.groups().get(0).lr(), "epoch " + i);
        }
    }

    @Test
    void aPlateauOfAScoreLowersTheRate() {
        Sgd sgd = new Sgd(List.of(Tensors.zeros(1)), 1);
        ReduceLrOnPlateau plateau = new ReduceLrOnPlateau(
                sgd, new ReduceLrOnPlateau.Options(0.5, 1, 0.1, 0, 0, 1e-8), ReduceLrOnPlateau.Mode.MAX);
        // An improvement is more than a tenth: 0.5, 0.6, then none.
        double[] scores = {0.5, 0.6, 0.65, 0.66};
        double[] rates = {1, 1, 1, 0.5};
        for (int epoch = 0; epoch < scores.length; epoch++) {
            plateau.step(scores[epoch]);
            assertEquals(rates[epoch], sgd.groups().get(0).lr(), "epoch " + epoch);
        }
    }
}
