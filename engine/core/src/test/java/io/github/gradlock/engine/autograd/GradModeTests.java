package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;

class GradModeTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    @Test
    void setGradEnabledWorksUntilItsScopeIsClosed() {
        Tensor x = leaf(1);
        GradScope scope = Autograd.setGradEnabled(false);
        try (scope) {
            assertFalse(x.mul(2).requiresGrad());
            GradScope inner = Autograd.setGradEnabled(true);
            try (inner) {
                assertTrue(x.mul(2).requiresGrad());
            }
            assertFalse(Autograd.isGradEnabled());
        }
        assertTrue(Autograd.isGradEnabled());
    }

    @Test
    void zeroGradForgets() {
        Tensor x = leaf(1);
        x.mul(2).sum().backward();
        Autograd.zeroGrad(x, Tensors.of(new double[1]));
        assertNull(x.grad());
    }

    @Test
    void inferenceTensorsStayOutOfTheGraph() {
        Tensor w = leaf(3, 4);
        Tensor made = Autograd.inferenceMode(() -> {
            assertTrue(Autograd.isInferenceModeEnabled());
            assertFalse(Autograd.enableGrad(() -> w.mul(2)).requiresGrad());
            return w.mul(2);
        });
        assertTrue(Autograd.isInference(made));
        assertTrue(Autograd.isInference(made.narrow(0, 0, 1)));
        assertFalse(Autograd.isInference(made.add(1)));
        assertTrue(made.add(w).requiresGrad());
        assertEquals(
                "Inference tensors cannot be saved for backward: mul saves a float64 [2]. To work around you can make a"
                        + " copy() outside inferenceMode to get a normal tensor and use it in autograd.",
                assertThrows(IllegalStateException.class, () -> made.mul(w)).getMessage());
        assertTrue(made.copy().mul(w).requiresGrad());
        assertThrows(IllegalStateException.class, made::requiresGrad_);
    }

    @Test
    void inferenceTensorsAreChangedInInferenceModeOnly() {
        Tensor made =
                Autograd.inferenceMode(() -> Tensors.of(new double[] {1, 2}).mul(2));
        assertEquals(
                "Inplace update to inference tensor outside InferenceMode is not allowed: add_ on a float64 [2]. You can make"
                        + " a copy() to get a normal tensor before doing inplace update.",
                assertThrows(IllegalStateException.class, () -> made.add_(1)).getMessage());
        Autograd.inferenceMode(() -> made.add_(1));
        assertArrayEquals(new double[] {3, 5}, made.toDoubleArray());
    }
}
