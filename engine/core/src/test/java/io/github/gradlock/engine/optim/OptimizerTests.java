package io.github.gradlock.engine.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Minimises the sum of p⁴ and compares each step, bit for bit, with the formulas written out for plain numbers. */
class OptimizerTests {
    private static final int STEPS = 20;
    private static final double[] START = {1, -0.5, 0.25};

    private static void requireSame(Optimizer<?> optimizer, Tensor parameter, List<State> byHand) {
        double[] expected = START.clone();
        for (int step = 0; step < STEPS; step++) {
            optimizer.zeroGrad();
            parameter.mul(parameter).mul(parameter.mul(parameter)).sum().backward();
            Tensor grad = parameter.grad();
            double[] g = grad == null ? new double[0] : grad.toDoubleArray();
            optimizer.step();
            for (int i = 0; i < expected.length; i++) {
                byHand.get(i).gradient = g[i];
                expected[i] = byHand.get(i).applyAsDouble(expected[i]);
            }
            assertArrayEquals(expected, parameter.toDoubleArray(), "step " + step);
        }
    }

    /** One parameter's formulas, with what they remember. */
    private abstract static class State implements DoubleUnaryOperator {
        double gradient;
        double first;
        double second;
        int step;
    }

    private static Tensor start() {
        return Tensors.of(START).requiresGrad_();
    }

    private static State sgd(double lr, double momentum, double dampening, double decay, boolean nesterov) {
        return new State() {
            @Override
            public double applyAsDouble(double p) {
                double g = gradient + p * decay;
                first = step++ == 0 ? g : first * momentum + g * (1 - dampening);
                double direction = momentum == 0 ? g : nesterov ? g + first * momentum : first;
                return p - direction * lr;
            }
        };
    }

    private static State adam(double lr, double b1, double b2, double eps, double decay, boolean decoupled) {
        return new State() {
            @Override
            public double applyAsDouble(double parameter) {
                double p = decoupled ? parameter * (1 - lr * decay) : parameter;
                double g = decoupled ? gradient : gradient + p * decay;
                first = first * b1 + g * (1 - b1);
                second = second * b2 + g * g * (1 - b2);
                step++;
                double denominator = Math.sqrt(second) / Math.sqrt(1 - StrictMath.pow(b2, step)) + eps;
                return p - first / denominator * (lr / (1 - StrictMath.pow(b1, step)));
            }
        };
    }

    @Test
    void plainDescentFollowsItsFormula() {
        Tensor p = start();
        requireSame(
                new Sgd(List.of(p), 0.1),
                p,
                List.of(sgd(0.1, 0, 0, 0, false), sgd(0.1, 0, 0, 0, false), sgd(0.1, 0, 0, 0, false)));
    }

    @Test
    void momentumDampeningAndDecayFollowTheirFormula() {
        Tensor p = start();
        requireSame(
                new Sgd(List.of(p), new Sgd.Options(0.05, 0.9, 0.1, 0.01, false)),
                p,
                List.of(
                        sgd(0.05, 0.9, 0.1, 0.01, false),
                        sgd(0.05, 0.9, 0.1, 0.01, false),
                        sgd(0.05, 0.9, 0.1, 0.01, false)));
    }

    @Test
    void nesterovFollowsItsFormula() {
        Tensor p = start();
        requireSame(
                new Sgd(List.of(p), new Sgd.Options(0.05, 0.9, 0, 0.01, true)),
                p,
                List.of(sgd(0.05, 0.9, 0, 0.01, true), sgd(0.05, 0.9, 0, 0.01, true), sgd(0.05, 0.9, 0, 0.01, true)));
    }

    @Test
    void adamFollowsItsFormula() {
        Tensor p = start();
        requireSame(
                Adam.adam(List.of(p), new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.01)),
                p,
                List.of(
                        adam(0.1, 0.9, 0.99, 1e-8, 0.01, false),
                        adam(0.1, 0.9, 0.99, 1e-8, 0.01, false),
                        adam(0.1, 0.9, 0.99, 1e-8, 0.01, false)));
    }

    @Test
    void adamWFollowsItsFormula() {
        Tensor p = start();
        requireSame(
                Adam.adamW(List.of(p), new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.1)),
                p,
                List.of(
                        adam(0.1, 0.9, 0.99, 1e-8, 0.1, true),
                        adam(0.1, 0.9, 0.99, 1e-8, 0.1, true),
                        adam(0.1, 0.9, 0.99, 1e-8, 0.1, true)));
    }

    @Test
    void aDecayOfAdamWMayTakeTheWholeParameter() {
        Tensor p = start();
        assertEquals(0, 1 - 0.1 * 10);
        requireSame(
                Adam.adamW(List.of(p), new Adam.Options(0.1, 0.9, 0.99, 1e-8, 10)),
                p,
                List.of(
                        adam(0.1, 0.9, 0.99, 1e-8, 10, true),
                        adam(0.1, 0.9, 0.99, 1e-8, 10, true),
                        adam(0.1, 0.9, 0.99, 1e-8, 10, true)));
    }

    @Test
    void amsgradKeepsTheGreatestDenominator() {
        Tensor p = start();
        requireSame(
                Adam.adam(List.of(p), new Adam.Options(0.1, 0.9, 0.5, 1e-8, 0, true)),
                p,
                List.of(amsgrad(0.1, 0.9, 0.5), amsgrad(0.1, 0.9, 0.5), amsgrad(0.1, 0.9, 0.5)));
    }

    private static State amsgrad(double lr, double b1, double b2) {
        return new State() {
            private double greatest;

            @Override
            public double applyAsDouble(double p) {
                first = first * b1 + gradient * (1 - b1);
                second = second * b2 + gradient * gradient * (1 - b2);
                greatest = Math.max(greatest, second);
                step++;
                double denominator = Math.sqrt(greatest) / Math.sqrt(1 - StrictMath.pow(b2, step)) + 1e-8;
                return p - first / denominator * (lr / (1 - StrictMath.pow(b1, step)));
            }
        };
    }

    @Test
    void rmsPropFollowsItsFormula() {
        for (boolean centered : new boolean[] {false, true}) {
            for (double momentum : new double[] {0, 0.9}) {
                Tensor p = start();
                requireSame(
                        new RmsProp(List.of(p), new RmsProp.Options(0.01, 0.9, 1e-8, 0.01, momentum, centered)),
                        p,
                        List.of(rmsProp(momentum, centered), rmsProp(momentum, centered), rmsProp(momentum, centered)));
            }
        }
    }

    private static State rmsProp(double momentum, boolean centered) {
        return new State() {
            private double average;

            @Override
            public double applyAsDouble(double p) {
                double g = gradient + p * 0.01;
                second = second * 0.9 + g * g * (1 - 0.9);
                average = average * 0.9 + g * (1 - 0.9);
                double variance = centered ? second - average * average : second;
                double direction = g / (Math.sqrt(variance) + 1e-8);
                first = momentum > 0 ? first * momentum + direction : direction;
                return p - first * 0.01;
            }
        };
    }

    @Test
    void adagradFollowsItsFormula() {
        Tensor p = start();
        requireSame(
                new Adagrad(List.of(p), new Adagrad.Options(0.1, 0.1, 0.01, 0.5, 1e-10)),
                p,
                List.of(adagrad(), adagrad(), adagrad()));
    }

    private static State adagrad() {
        return new State() {
            {
                second = 0.5;
            }

            @Override
            public double applyAsDouble(double p) {
                double g = gradient + p * 0.01;
                second += g * g;
                double lr = 0.1 / (1 + step++ * 0.1);
                return p - g / (Math.sqrt(second) + 1e-10) * lr;
            }
        };
    }

    @Test
    void groupsHaveOptionsOfTheirOwn() {
        Tensor a = start();
        Tensor b = start();
        Sgd sgd = new Sgd(List.of(
                new ParameterGroup<>(List.of(a), Sgd.Options.of(0.5)),
                new ParameterGroup<>(List.of(b), Sgd.Options.of(0.25))));
        a.add(b).sum().backward();
        sgd.step();
        assertArrayEquals(new double[] {0.5, -1, -0.25}, a.toDoubleArray());
        assertArrayEquals(new double[] {0.75, -0.75, 0}, b.toDoubleArray());
        assertThrows(
                IllegalArgumentException.class,
                () -> sgd.addGroup(new ParameterGroup<>(List.of(a), Sgd.Options.of(1))));
    }

    /** Ten steps in one go, and five, saved, loaded into a new optimiser, and five more: the same bits. */
    @Test
    void aSavedStateGoesOnWithTheSameBits() {
        Tensor whole = start();
        steps(Adam.adam(List.of(whole), 0.1), whole, 10);

        Tensor first = start();
        Optimizer<?> before = Adam.adam(List.of(first), 0.1);
        steps(before, first, 5);
        Tensor second = Tensors.of(first.toDoubleArray()).requiresGrad_();
        Optimizer<?> after = Adam.adam(List.of(second), 0.7);
        after.loadStateDict(before.stateDict());
        steps(after, second, 5);

        assertArrayEquals(whole.toDoubleArray(), second.toDoubleArray());
        assertThrows(
                IllegalArgumentException.class, () -> after.loadStateDict(Map.of("7.exp_avg", Tensors.scalar(1f))));
        Map<String, Tensor> kept = after.stateDict();
        assertThrows(IllegalArgumentException.class, () -> after.loadStateDict(Map.of("0.weight", Tensors.of(START))));
        assertEquals(kept.keySet(), after.stateDict().keySet(), "nothing was taken over");
        assertThrows(IllegalArgumentException.class, () -> new Sgd(List.<Tensor>of(), 1.0));
    }

    private static void steps(Optimizer<?> optimizer, Tensor parameter, int count) {
        for (int i = 0; i < count; i++) {
            optimizer.zeroGrad();
            parameter.mul(parameter).sum().backward();
            optimizer.step();
        }
    }

    @Test
    void clippingScalesOrLimitsGradients() {
        Tensor a = Tensors.of(new double[] {3, 0}).requiresGrad_();
        Tensor b = Tensors.of(new double[] {4}).requiresGrad_();
        a.mul(a).sum().add(b.mul(b).sum()).div(2).backward();

        assertEquals(5, GradientClipping.clipNorm(List.of(a, b), 2.5).item());
        double factor = 1 / (5 + 1e-6) * 2.5;
        assertArrayEquals(new double[] {3 * factor, 0}, grad(a));
        assertArrayEquals(new double[] {4 * factor}, grad(b));

        GradientClipping.clipValue(List.of(a, b), 1.75);
        assertArrayEquals(new double[] {3 * factor, 0}, grad(a));
        assertArrayEquals(new double[] {1.75}, grad(b));

        Objects.requireNonNull(a.grad()).fill_(Double.NaN);
        assertThrows(IllegalStateException.class, () -> GradientClipping.clipNorm(List.of(a, b), 1, 2, true));
    }

    private static double[] grad(Tensor tensor) {
        Tensor grad = tensor.grad();
        return grad == null ? new double[0] : grad.toDoubleArray();
    }

    @Test
    void parametersWithoutGradientStayAndResultsAreRefused() {
        Tensor p = start();
        new Sgd(List.of(p), 1).step();
        assertArrayEquals(START, p.toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(p.mul(2)), 1));
        assertEquals(
                "Invalid learning rate: -1.0",
                assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(p), -1))
                        .getMessage());
    }
}
