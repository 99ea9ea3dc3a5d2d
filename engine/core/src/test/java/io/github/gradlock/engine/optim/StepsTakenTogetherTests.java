package io.github.gradlock.engine.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.op.OptimizerSteps;
import io.github.gradlock.engine.op.OptimizerSteps.SgdNumbers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that nobody listens to is one operation in the parameter's place; its bits are those of the operations that a listener hears. */
class StepsTakenTogetherTests {
    private static final int STEPS = 4;

    private record Kind(String name, Function<List<Tensor>, Optimizer<?>> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (double decay : new double[] {0, 0.1}) {
            kinds.add(new Kind("SGD " + decay, p -> new Sgd(p, new Sgd.Options(0.1, 0, 0, decay, false))));
            kinds.add(new Kind("momentum " + decay, p -> new Sgd(p, new Sgd.Options(0.1, 0.9, 0.3, decay, false))));
            kinds.add(new Kind("Nesterov " + decay, p -> new Sgd(p, new Sgd.Options(0.1, 0.9, 0, decay, true))));
            for (boolean more : new boolean[] {false, true}) {
                Adam.Options adam = new Adam.Options(0.01, 0.9, 0.99, 1e-8, decay, more);
                kinds.add(new Kind("Adam " + decay + " " + more, p -> Adam.adam(p, adam)));
                kinds.add(new Kind("AdamW " + decay + " " + more, p -> Adam.adamW(p, adam)));
                RmsProp.Options rms = new RmsProp.Options(0.01, 0.9, 1e-8, decay, more ? 0.5 : 0, more);
                kinds.add(new Kind("RMSprop " + decay + " " + more, p -> new RmsProp(p, rms)));
            }
            kinds.add(
                    new Kind("Adagrad " + decay, p -> new Adagrad(p, new Adagrad.Options(0.1, 0.01, decay, 0, 1e-10))));
        }
        return kinds.stream();
    }

    private static Tensor random(long seed, DType dtype) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[33 * 37];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-2, 2);
        }
        values[5] = -0.0;
        values[6] = Double.NaN;
        values[7] = 1e-40;
        return Tensors.of(values, 33, 37).to(dtype);
    }

    private static byte[] taken(Kind kind, DType dtype, boolean transposed, boolean heard) {
        Tensor base = random(1, dtype);
        Tensor parameter = (transposed ? base.transpose(0, 1) : base).detach().requiresGrad_();
        Optimizer<?> optimizer = kind.make.apply(List.of(parameter));
        List<String> ops = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Tensor grad = random(2 + step, dtype);
            Autograd.setGrad(parameter, transposed ? grad.transpose(0, 1) : grad);
            if (heard) {
                OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> ops.add(op.name()));
                try (scope) {
                    optimizer.step();
                }
            } else {
                optimizer.step();
            }
        }
        assertEquals(heard, ops.contains("mul"), () -> kind + ": " + ops);
        return parameter.toBytes().array();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theBitsAreThoseOfTheOperations(Kind kind) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (boolean transposed : new boolean[] {false, true}) {
                assertArrayEquals(
                        taken(kind, dtype, transposed, true),
                        taken(kind, dtype, transposed, false),
                        kind + " " + dtype + (transposed ? " transposed" : ""));
            }
        }
    }

    @Test
    void aStepCountsAsAChange() {
        Tensor parameter = random(1, DType.FLOAT32).requiresGrad_();
        Tensor row = parameter.detach().select(0, 1);
        float before = (float) row.select(0, 1).item();
        int version = parameter.version();
        Autograd.setGrad(parameter, random(2, DType.FLOAT32));
        new Sgd(List.of(parameter), 0.1).step();
        assertTrue(parameter.version() > version);
        assertTrue(before != (float) row.select(0, 1).item(), "a view sees the step");
        Tensor loss = parameter.mul(parameter).sum();
        new Sgd(List.of(parameter), 0.1).step();
        String said = String.valueOf(
                assertThrows(IllegalStateException.class, loss::backward).getMessage());
        assertTrue(said.contains("modified by an inplace operation"), said);
    }

    @Test
    void aGradientThatIsTheParameterItselfIsReadBeforeItChanges() {
        Tensor parameter = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2).requiresGrad_();
        Autograd.setGrad(parameter, parameter.detach().transpose(0, 1));
        new Sgd(List.of(parameter), 0.5).step();
        assertArrayEquals(new float[] {0.5f, 0.5f, 2, 2}, parameter.toFloatArray());
    }

    @Test
    void elementsThatShareAPlaceChangeAsByTheOperations() {
        byte[][] results = new byte[2][];
        for (int heard = 0; heard < 2; heard++) {
            Tensor base = Tensors.of(new float[] {1, 2, 3}, 3);
            Tensor parameter =
                    base.asStrided(new int[] {2, 2}, new int[] {1, 1}).detach().requiresGrad_();
            Autograd.setGrad(parameter, Tensors.ones(DType.FLOAT32, 2, 2));
            Optimizer<?> sgd = new Sgd(List.of(parameter), 0.5);
            if (heard == 1) {
                OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> {});
                try (scope) {
                    sgd.step();
                }
            } else {
                sgd.step();
            }
            results[heard] = base.toBytes().array();
        }
        assertArrayEquals(results[1], results[0]);
    }

    @Test
    void aParameterOfInferenceModeIsNotChanged() {
        Tensor parameter =
                Autograd.inferenceMode(() -> Tensors.of(new float[] {1, 2}, 2).copy());
        Tensor grad = Tensors.of(new float[] {1, 1}, 2);
        String said = String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> OptimizerSteps.sgd(parameter, grad, null, new SgdNumbers(0.5, 0, 0, 1, false)))
                .getMessage());
        assertTrue(said.contains("Inplace update to inference tensor"), said);
        assertArrayEquals(new float[] {1, 2}, parameter.toFloatArray());
    }
}
