package io.github.gradlock.engine.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Minimises the sum of p⁴ and compares each step, bit for bit, with the formulas written out for plain numbers. */
class OptimizerTests {
    private static final int STEPS = 20;
    private static final double[] START = {1, -0.5, 0.25};

    private static void requireSame(Optimizer optimizer, Tensor parameter, List<State> byHand) {
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
            private double power1 = 1;
            private double power2 = 1;

            @Override
            public double applyAsDouble(double parameter) {
                double p = decoupled ? parameter * (1 - lr * decay) : parameter;
                double g = decoupled ? gradient : gradient + p * decay;
                first = first * b1 + g * (1 - b1);
                second = second * b2 + g * g * (1 - b2);
                power1 *= b1;
                power2 *= b2;
                double denominator = Math.sqrt(second) / Math.sqrt(1 - power2) + eps;
                return p - first / denominator * (lr / (1 - power1));
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
