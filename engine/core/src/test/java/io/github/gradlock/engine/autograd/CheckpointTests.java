package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTests {
    private int runs;
    private double secret = 2;

    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private Tensor block(Tensor x) {
        runs++;
        return x.sin().mul(x).exp();
    }

    @Test
    void gradientsAreTheSameBits() {
        Tensor x = leaf(0.3, 0.7, 1.9);
        Tensor plain = Autograd.grad(block(x).sum(), List.of(x)).get(0);
        runs = 0;
        Tensor y = Checkpoint.apply(this::block, x);
        assertEquals(1, runs);
        assertArrayEquals(
                plain.toDoubleArray(), Autograd.grad(y.sum(), List.of(x)).get(0).toDoubleArray());
        assertEquals(2, runs);
    }

    @Test
    void itCanBePassedTwiceDifferentiatedTwiceAndNested() {
        Tensor x = leaf(0.3, 0.7);
        GradOptions options = GradOptions.DEFAULT.creatingGraph();
        Tensor expected = block(block(x));
        Tensor nested = Checkpoint.apply(a -> block(Checkpoint.apply(this::block, a)), x);
        Tensor first = Autograd.grad(List.of(expected.sum()), List.of(x), null, options)
                .get(0);
        Tensor second =
                Autograd.grad(List.of(nested.sum()), List.of(x), null, options).get(0);
        assertArrayEquals(first.toDoubleArray(), second.toDoubleArray());
        assertArrayEquals(
                Autograd.grad(List.of(nested.sum()), List.of(x), null, options)
                        .get(0)
                        .toDoubleArray(),
                second.toDoubleArray());
        assertArrayEquals(
                Autograd.grad(first.sum(), List.of(x)).get(0).toDoubleArray(),
                Autograd.grad(second.sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void forwardOverReverseGoesThroughIt() {
        Tensor x = Tensors.of(new double[] {0.3, 0.7});
        Tensor v = Tensors.of(new double[] {1, 2});
        assertArrayEquals(
                Functional.hvp(a -> block(a).sum(), x, v).product().toDoubleArray(),
                Functional.hvp(a -> Checkpoint.apply(this::block, a).sum(), x, v)
                        .product()
                        .toDoubleArray());
    }

    @Test
    void randomNumbersRepeat() {
        Tensor x = leaf(1, 2, 3, 4);
        Tensor y = Checkpoint.apply(a -> Activations.dropout(a.mul(a), 0.5, 42, 7), x);
        Tensor z = Activations.dropout(x.mul(x), 0.5, 42, 7);
        assertArrayEquals(
                Autograd.grad(z.sum(), List.of(x)).get(0).toDoubleArray(),
                Autograd.grad(y.sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void otherBitsAreRefused() {
        Tensor x = leaf(1, 2);
        Tensor y = Checkpoint.apply(a -> a.mul(a).exp().mul(Tensors.scalar(secret)), x)
                .sum();
        secret = Math.nextUp(secret);
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, y::backward).getMessage());
        assertTrue(
                message.startsWith(
                        "the recomputation of a checkpoint differs from its first run: saved tensor 1 of mul, op 3"
                                + " of those that save: float64 [2] with digest "),
                message);
        assertTrue(message.contains("The function must give the same bits again"), message);
    }

    @Test
    void outputsAreComparedToo() {
        Tensor x = leaf(1, 2);
        Tensor y = Checkpoint.apply(a -> a.exp().add(Tensors.scalar(secret)), x).sum();
        secret = 3;
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, y::backward).getMessage());
        assertTrue(message.contains("output 0: float64 [2] with digest"), message);
    }

    @Test
    void changedInputsAreNamed() {
        Tensor x = leaf(1, 2);
        Tensor w = Tensors.of(new double[] {1, 1});
        Tensor y = Checkpoint.apply(Tensor::mul, x, w).sum();
        w.mul_(2);
        assertEquals(
                "input 1 of a checkpointed function, a float64 [2], was changed in place: it is at version 1; expected"
                        + " version 0 instead. Give the checkpoint a copy().",
                assertThrows(IllegalStateException.class, y::backward).getMessage());
    }

    @Test
    void withoutRecordingTheFunctionJustRuns() {
        Tensor x = leaf(1, 2);
        assertArrayEquals(
                new double[] {2, 4},
                Autograd.noGrad(() -> Checkpoint.apply(a -> a.mul(2), x)).toDoubleArray());
    }
}
