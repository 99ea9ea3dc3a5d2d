package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.Checkpoint;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.nn.Activation;
import io.github.gradlock.engine.nn.BatchNorm;
import io.github.gradlock.engine.nn.Convolution;
import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.nn.Lstm;
import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.nn.Pool;
import io.github.gradlock.engine.nn.Sequential;
import io.github.gradlock.engine.op.Window;
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
            }
            assertEquals(2 * SIZE, lives.sum().item());
        }
        assertThrows(IllegalStateException.class, lives::toFloatArray);
        assertEquals(2 * SIZE, outlives.sum().item());
        outer.close();
    }

    @Test
    void closesWhatIsLeftOpenWithin() {
        Tensor inside;
        TensorScope outer = TensorScope.open();
        try (outer) {
            TensorScope forgotten = TensorScope.open();
            inside = made();
            assertEquals(2 * SIZE, forgotten.keep(made()).sum().item());
        }
        assertThrows(IllegalStateException.class, inside::toFloatArray);
        assertEquals(2 * SIZE, made().sum().item());
        Tensor free = made();
        outer.close();
        assertEquals(2 * SIZE, free.sum().item(), "what was made afterwards belongs to no scope");
    }

    /** A bias of a size that is taken back: its gradient is a sum that is shaped anew, and becomes the leaf's own. */
    @Test
    void gradientsOfLeavesAreTensorsOfTheirOwn() {
        Tensor bias = Tensors.zeros(SIZE).requiresGrad_();
        for (int i = 0; i < 2; i++) {
            Tensors.ones(3, SIZE).add(bias).sum().backward();
        }
        Tensor grad = Objects.requireNonNull(bias.grad());
        assertTrue(grad.isLeaf());
        grad.mul_(0.5);
        assertEquals(3 * SIZE, grad.sum().item());
        assertEquals(3 * SIZE, grad.add(0).sum().item());
    }

    @Test
    void gradientsThatCanBeDifferentiatedOutliveTheScope() {
        Tensor w = Tensors.ones(SIZE).requiresGrad_();
        try (TensorScope scope = TensorScope.open()) {
            for (int i = 0; i < 2; i++) {
                Autograd.backward(w.mul(w).sum(), null, GradOptions.DEFAULT.creatingGraph());
            }
            assertEquals(SIZE, scope.keep(made()).numel());
        }
        assertEquals(4 * SIZE, Objects.requireNonNull(w.grad()).detach().sum().item());
    }

    @Test
    void whatAnOptimizerLoadsOutlivesTheScope() {
        Tensor w = Tensors.ones(SIZE).requiresGrad_();
        Adam first = Adam.adam(List.of(w), 0.1);
        w.mul(w).sum().backward();
        first.step();
        Adam second = Adam.adam(List.of(w), 0.1);
        TensorScope scope = TensorScope.open();
        try (scope) {
            second.loadStateDict(first.stateDict());
        }
        second.step();
        assertEquals(2, Objects.requireNonNull(second.stateDict().get("0.step")).item());
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

    /** Running statistics, pooled indices, recurrent states, checkpoints and hooks among it. */
    @Test
    void networksHaveTheSameBits() {
        for (boolean recurrent : new boolean[] {true, false}) {
            List<float[]> without = stepped(recurrent, false);
            List<float[]> with = stepped(recurrent, true);
            assertEquals(without.size(), with.size());
            for (int i = 0; i < with.size(); i++) {
                assertArrayEquals(without.get(i), with.get(i));
            }
        }
    }

    private static List<float[]> stepped(boolean recurrent, boolean scoped) {
        Initialiser initialiser = new Initialiser(3, DType.FLOAT32);
        Module module = recurrent
                ? new Lstm(20, 30, initialiser)
                : new Sequential(
                        Convolution.conv2d(2, 6, 3, 1, 1, initialiser),
                        new BatchNorm(6, initialiser),
                        Activation.relu(),
                        Pool.max2d(Window.pooling(2, 2)),
                        Activation.flatten());
        int[] sizes = recurrent ? new int[] {5, 8, 20} : new int[] {4, 2, 10, 10};
        Tensor x = Tensors.randn(new Generator(4), sizes).requiresGrad_();
        Adam adam = Adam.adam(module.parameters(), 0.01);
        List<float[]> seen = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            TensorScope scope = scoped ? TensorScope.open() : null;
            adam.zeroGrad();
            Tensor hidden = Checkpoint.apply(module::call, x.mul(1.5));
            List<Tensor> hooked = new ArrayList<>();
            hidden.registerHook(gradient -> {
                hooked.add(gradient);
                return gradient.mul(2);
            });
            hidden.mul(hidden).mean().backward();
            adam.step();
            hooked.forEach(gradient -> seen.add(gradient.toFloatArray()));
            if (scope != null) {
                scope.close();
            }
            module.stateDict()
                    .values()
                    .forEach(value -> seen.add(value.toFloat().toFloatArray()));
            seen.add(Objects.requireNonNull(x.grad()).toFloatArray());
        }
        return seen;
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
