package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.optim.Adam;
import io.github.gradlock.engine.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TensorScopeTests {
    private static final int SIZE = 1000;

    private static Tensor made() {
        return Tensors.ones(SIZE).add(1);
    }

    @Test
    void memoryIsUsedAgain() {
        float[] given;
        float[] kept;
        try (TensorScope scope = TensorScope.open()) {
            given = HostStorage.floats(made());
            kept = HostStorage.floats(scope.keep(made()));
        }
        TensorScope next = TensorScope.open();
        try (next) {
            List<float[]> arrays = List.of(HostStorage.floats(made()), HostStorage.floats(made()));
            assertTrue(arrays.contains(given));
            assertFalse(arrays.contains(kept));
        }
        TensorScope last = TensorScope.open();
        try (last) {
            assertEquals(0, Tensors.zeros(SIZE).abs().sum().item(), "zeros are zeros in memory that was used before");
        }
    }

    @Test
    void whatWasMadeInsideIsNotToBeUsedAfterwards() {
        Tensor x;
        Tensor view;
        Tensor kept;
        try (TensorScope scope = TensorScope.open()) {
            x = made();
            view = x.view(10, 100).t();
            kept = scope.keep(made());
        }
        for (Tensor gone : List.of(x, view)) {
            IllegalStateException thrown = assertThrows(IllegalStateException.class, gone::toFloatArray);
            assertTrue(Objects.requireNonNull(thrown.getMessage()).contains("keep(tensor)"), thrown::getMessage);
            assertThrows(IllegalStateException.class, () -> gone.add(1));
        }
        assertEquals(2 * SIZE, kept.sum().item());
    }

    @Test
    void whatIsKeptBelongsToTheScopeAround() {
        Tensor lives;
        Tensor outlives;
        TensorScope outer = TensorScope.open();
        try (outer) {
            try (TensorScope inner = TensorScope.open()) {
                lives = inner.keep(made());
                outlives = outer.keep(inner.keep(made()));
                assertThrows(IllegalStateException.class, outer::close, "the inner one is open");
            }
            assertEquals(2 * SIZE, lives.sum().item());
        }
        assertThrows(IllegalStateException.class, lives::toFloatArray);
        assertEquals(2 * SIZE, outlives.sum().item());
        outer.close();
    }

    @Test
    void belongsToOneThread() throws InterruptedException {
        TensorScope scope = TensorScope.open();
        try (scope) {
            AtomicReference<Object> seen = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    scope.close();
                } catch (IllegalStateException e) {
                    seen.set(made());
                }
            });
            other.start();
            other.join();
            Tensor elsewhere = (Tensor) Objects.requireNonNull(seen.get(), "closing in another thread is refused");
            scope.keep(elsewhere);
            assertEquals(2 * SIZE, elsewhere.sum().item());
        }
        Tensor outside;
        TensorScope next = TensorScope.open();
        try (next) {
            outside = TensorScope.outside(TensorScopeTests::made);
        }
        assertEquals(2 * SIZE, outside.sum().item());
    }

    /** Gradients and what an optimiser remembers outlive the step; a training run has the same bits as without scopes. */
    @Test
    void trainingHasTheSameBits() {
        for (boolean adam : new boolean[] {true, false}) {
            List<float[]> without = trained(adam, false);
            List<float[]> with = trained(adam, true);
            assertEquals(without.size(), with.size());
            for (int i = 0; i < with.size(); i++) {
                assertArrayEquals(without.get(i), with.get(i));
            }
        }
    }

    private static List<float[]> trained(boolean adam, boolean scoped) {
        Generator generator = new Generator(7);
        Initialiser initialiser = new Initialiser(5, DType.FLOAT32);
        Linear hidden = new Linear(40, 50, initialiser);
        Linear last = new Linear(50, 3, initialiser);
        List<Tensor> parameters = new ArrayList<>(hidden.parameters());
        parameters.addAll(last.parameters());
        Adam adamOptimizer = Adam.adam(parameters, 0.01);
        Sgd sgd = new Sgd(parameters, 0.01, 0.9);
        Tensor x = Tensors.randn(generator, 60, 40);
        Tensor y = Tensors.randn(generator, 60, 3);
        List<float[]> seen = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            TensorScope scope = scoped ? TensorScope.open() : null;
            sgd.zeroGrad();
            Tensor difference = last.forward(hidden.forward(x).gelu()).sub(y);
            Tensor loss = difference.mul(difference).mean();
            loss.backward();
            seen.add(loss.toFloatArray());
            if (scope != null && step % 2 == 0) {
                // Gradients are there for a step that comes later.
                scope.close();
            }
            if (adam) {
                adamOptimizer.step();
            } else {
                sgd.step();
            }
            if (scope != null) {
                scope.close();
            }
            parameters.forEach(parameter -> {
                seen.add(Objects.requireNonNull(parameter.grad()).toFloatArray());
                seen.add(parameter.toFloatArray());
            });
        }
        return seen;
    }
}
