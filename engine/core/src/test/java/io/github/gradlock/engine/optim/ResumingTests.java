package io.github.gradlock.engine.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Ten epochs in one go, and four, saved, loaded into what was made anew, and six more: the same bits. */
class ResumingTests {
    private static final int EPOCHS = 10;
    private static final int SAVED_AFTER = 4;

    private static List<Function<Optimizer<?>, Schedule>> schedules() {
        return List.of(
                o -> new StepLr(o, 3, 0.1),
                o -> new MultiStepLr(o, List.of(2, 6), 0.5),
                o -> new ExponentialLr(o, 0.9),
                o -> new LambdaLr(o, epoch -> 1.0 / (1 + epoch)),
                o -> new LinearLr(o, 0.25, 1, 6),
                o -> new ConstantLr(o, 0.25, 6),
                o -> new PolynomialLr(o, 8, 2),
                o -> new CosineAnnealingLr(o, 5, 0.1),
                o -> new CosineAnnealingWarmRestarts(o, 3, 2, 0.1),
                o -> new OneCycleLr(o, 1, 12),
                o -> new SequentialLr(List.of(new LinearLr(o, 0.5, 1, 5), new ExponentialLr(o, 0.9)), List.of(5)));
    }

    private static Tensor parameter(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static void epochs(Optimizer<?> optimizer, Schedule schedule, Tensor p, int count) {
        for (int i = 0; i < count; i++) {
            optimizer.zeroGrad();
            p.pow(4).sum().backward();
            optimizer.step();
            schedule.step();
        }
    }

    @Test
    void everyScheduleGoesOnWithTheSameBits() {
        for (Function<Optimizer<?>, Schedule> make : schedules()) {
            Tensor whole = parameter(1, -0.5);
            Optimizer<?> inOneGo = new Sgd(List.of(whole), 0.1, 0.9);
            epochs(inOneGo, make.apply(inOneGo), whole, EPOCHS);

            Tensor first = parameter(1, -0.5);
            Optimizer<?> before = new Sgd(List.of(first), 0.1, 0.9);
            Schedule scheduleBefore = make.apply(before);
            epochs(before, scheduleBefore, first, SAVED_AFTER);
            Tensor second = parameter(first.toDoubleArray());
            Optimizer<?> after = new Sgd(List.of(second), 0.1, 0.9);
            after.loadStateDict(before.stateDict());
            Schedule scheduleAfter = make.apply(after);
            scheduleAfter.loadStateDict(scheduleBefore.stateDict());
            epochs(after, scheduleAfter, second, EPOCHS - SAVED_AFTER);

            assertArrayEquals(whole.toDoubleArray(), second.toDoubleArray(), () -> scheduleAfter.getClass() + "");
            assertEquals(inOneGo.groups().get(0).lr(), after.groups().get(0).lr());
        }
    }

    @Test
    void aPlateauRemembersBestAndCounts() {
        ReduceLrOnPlateau.Options options = new ReduceLrOnPlateau.Options(0.5, 1, 1e-4, 1, 0, 1e-8);
        double[] losses = {1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9};
        Sgd whole = new Sgd(List.of(parameter(1)), 0.5);
        ReduceLrOnPlateau inOneGo = new ReduceLrOnPlateau(whole, options);
        Sgd sgd = new Sgd(List.of(parameter(1)), 0.5);
        ReduceLrOnPlateau part = new ReduceLrOnPlateau(sgd, options);
        for (double loss : losses) {
            inOneGo.step(loss);
            part.step(loss);
            assertEquals(whole.groups().get(0).lr(), sgd.groups().get(0).lr());
            Map<String, Tensor> state = part.stateDict();
            sgd = new Sgd(List.of(parameter(1)), 0.5);
            part = new ReduceLrOnPlateau(sgd, options);
            part.loadStateDict(state);
        }
        assertTrue(sgd.groups().get(0).lr() < 0.5);
    }

    /** A scheduler made after the optimiser was loaded starts from the first rate, not from that of the moment. */
    @Test
    void theFirstRateIsPartOfTheOptimizersState() {
        Sgd before = new Sgd(List.of(parameter(1)), 0.5);
        StepLr schedule = new StepLr(before, 1, 0.1);
        schedule.step();
        Sgd after = new Sgd(List.of(parameter(1)), 0.5);
        after.loadStateDict(before.stateDict());
        assertEquals(0.05, after.groups().get(0).lr());
        new LambdaLr(after, epoch -> 1);
        assertEquals(0.5, after.groups().get(0).lr());
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingIsTakenOver() {
        Sgd sgd = new Sgd(List.of(parameter(1)), 0.5);
        SequentialLr schedule =
                new SequentialLr(List.of(new LinearLr(sgd, 0.5, 1, 4), new ExponentialLr(sgd, 0.9)), List.of(4));
        schedule.step();
        Map<String, Tensor> state = new TreeMap<>(schedule.stateDict());
        List<String> keys = new ArrayList<>(state.keySet());
        assertEquals(
                List.of(
                        "0.base_lrs",
                        "0.last_epoch",
                        "0.last_lr",
                        "1.base_lrs",
                        "1.last_epoch",
                        "1.last_lr",
                        "last_epoch"),
                keys);
        state.put("0.last_epoch", Tensors.scalar(3L));
        state.remove("1.last_epoch");
        state.put("1.gamma", Tensors.scalar(0.9));
        assertEquals("""
                Error(s) in loading state_dict for ExponentialLr:
                \tMissing key(s) in state_dict: "last_epoch".
                \tUnexpected key(s) in state_dict: "gamma".""", refused(schedule, state));
        assertEquals(
                1,
                Objects.requireNonNull(schedule.stateDict().get("0.last_epoch")).item());
        state.remove("1.gamma");
        state.put("1.last_epoch", Tensors.scalar(-1L));
        assertEquals(
                "Error(s) in loading state_dict for ExponentialLr:\n\tlast_epoch should be a count, got -1.0",
                refused(schedule, state));
        state.put("1.last_epoch", Tensors.scalar(0L));
        state.put("1.base_lrs", Tensors.of(new double[] {1, 2}));
        assertEquals(
                "Error(s) in loading state_dict for ExponentialLr:\n\tsize mismatch for base_lrs: saved [2], this one has [1]",
                refused(schedule, state));
    }

    private static String refused(Stateful stateful, Map<String, Tensor> state) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> stateful.loadStateDict(state))
                .getMessage());
    }

    /** The texts of PyTorch 2.13, without the options that are not here. */
    @Test
    void optimizersAreWrittenAsInPyTorch() {
        Sgd sgd = new Sgd(List.of(parameter(1)), 0.5, 0.9);
        new LinearLr(sgd, 0.5, 1, 4);
        assertEquals("""
                SGD (
                Parameter Group 0
                    dampening: 0
                    initial_lr: 0.5
                    lr: 0.25
                    momentum: 0.9
                    nesterov: False
                    weight_decay: 0
                )""", sgd.toString());
        assertEquals(
                """
                AdamW (
                Parameter Group 0
                    amsgrad: False
                    betas: (0.9, 0.999)
                    eps: 1e-08
                    lr: 0.1
                    weight_decay: 0.01

                Parameter Group 1
                    amsgrad: True
                    betas: (0, 0.5)
                    eps: 1e-05
                    lr: 2
                    weight_decay: 0
                )""",
                Adam.adamW(List.of(
                                new ParameterGroup<>(List.of(parameter(1)), Adam.Options.of(0.1, 0.01)),
                                new ParameterGroup<>(
                                        List.of(parameter(1)), new Adam.Options(2, 0, 0.5, 1e-5, 0, true))))
                        .toString());
        assertTrue(Adam.adam(List.of(parameter(1)), 0.1).toString().startsWith("Adam ("));
        assertTrue(new RmsProp(List.of(parameter(1)), 0.1).toString().startsWith("RMSprop ("));
        assertTrue(new Adagrad(List.of(parameter(1)), 0.1).toString().contains("initial_accumulator_value: 0\n"));
    }

    /** Dtype, shape and range of everything, with the key; the optimiser goes on as if nothing had been tried. */
    @Test
    void aBadStateOfAnOptimizerIsNamedByItsKey() {
        Tensor p = parameter(1, 2);
        Adam adam = Adam.adam(List.of(p), 0.5);
        p.pow(2).sum().backward();
        adam.step();
        Map<String, Tensor> good = adam.stateDict();
        refused(adam, "lr.0", Tensors.of(new double[] {1, 2}), "size mismatch for lr.0: saved [2], this one has []");
        refused(adam, "lr.0", Tensors.scalar(-0.5), "lr.0 should be a learning rate, got -0.5");
        refused(adam, "lr.0", Tensors.scalar(0.5f), "lr.0 should be float64, got float32");
        refused(adam, "initial_lr.0", Tensors.scalar(Double.NaN), "initial_lr.0 should be a learning rate, got NaN");
        refused(adam, "lr.1", Tensors.scalar(0.5), "lr.1 is unexpected; there are 1 of these");
        refused(adam, "lr.00", Tensors.scalar(0.5), "lr.00 is unexpected; there are 1 of these");
        refused(adam, "1.step", Tensors.scalar(1f), "1.step is unexpected; there are 1 of these");
        refused(adam, "0.step", Tensors.scalar(1.5f), "0.step should be a count, got 1.5");
        refused(adam, "0.step", Tensors.scalar(true), "0.step should be a count, got bool");
        refused(adam, "0.exp_avg", Tensors.scalar(1.0), "size mismatch for 0.exp_avg: saved [], this one has [2]");
        refused(adam, "0.exp_avg", Tensors.of(new long[2]), "0.exp_avg should be floating, got int64");
        assertEquals(good.keySet(), adam.stateDict().keySet());
        good.forEach((key, value) ->
                assertTrue(value.equal(Objects.requireNonNull(adam.stateDict().get(key))), key));
    }

    @Test
    void aBadStateOfAScheduleIsNamedByItsKey() {
        Sgd sgd = new Sgd(List.of(parameter(1)), 0.5);
        StepLr steps = new StepLr(sgd, 1, 0.1);
        refused(steps, "last_lr", Tensors.of(new float[] {1}), "last_lr should be float64, got float32");
        refused(steps, "last_lr", Tensors.of(new double[] {-1}), "last_lr should be a learning rate, got -1.0");
        refused(steps, "base_lrs", Tensors.of(new double[] {-1}), "base_lrs should be a learning rate, got -1.0");
        refused(steps, "last_epoch", Tensors.scalar(1.0), "last_epoch should be int64, got float64");
        ReduceLrOnPlateau plateau = new ReduceLrOnPlateau(sgd, ReduceLrOnPlateau.Options.DEFAULT);
        refused(plateau, "best", Tensors.scalar(Double.NaN), "best should be a number, got NaN");
        refused(plateau, "best", Tensors.scalar(1f), "best should be float64, got float32");
        assertEquals(0.5, sgd.groups().get(0).lr());
    }

    private static void refused(Stateful stateful, String key, Tensor bad, String problem) {
        Map<String, Tensor> state = new TreeMap<>(stateful.stateDict());
        state.put(key, bad);
        assertEquals(
                "Error(s) in loading state_dict for " + stateful.getClass().getSimpleName() + ":\n\t" + problem,
                refused(stateful, state));
    }

    /** No formula of RMSprop needs the count, but a state goes back to PyTorch, which keeps it. */
    @Test
    void rmsPropCountsItsSteps() {
        Tensor weight = Tensors.zeros(1).requiresGrad_();
        RmsProp first = new RmsProp(List.of(weight), 0.1);
        for (int i = 0; i < 3; i++) {
            weight.mul(2).sum().backward();
            first.step();
        }
        assertEquals(3, Objects.requireNonNull(first.stateDict().get("0.step")).item());
        RmsProp second = new RmsProp(List.of(weight), 0.1);
        second.loadStateDict(first.stateDict());
        second.step();
        assertEquals(4, Objects.requireNonNull(second.stateDict().get("0.step")).item());
    }
}
