package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.gradcheck.OpSample;
import io.github.gradlock.engine.gradcheck.OpSamples;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ForwardModeTests {
    private static Tensor tensor(double... values) {
        return Tensors.of(values);
    }

    private static double[] tangent(Tensor tensor) {
        Tensor tangent = ForwardMode.unpackDual(tensor).tangent();
        assertNotNull(tangent);
        return tangent.toDoubleArray();
    }

    /** For every op: {@code ⟨u, J v⟩ = ⟨Jᵀu, v⟩}. */
    @TestFactory
    Stream<DynamicTest> productsFromBothSidesAgree() {
        return OpSamples.all().stream().map(sample -> DynamicTest.dynamicTest(sample.name(), () -> bothSides(sample)));
    }

    private static void bothSides(OpSample sample) {
        List<Tensor> inputs = sample.inputs(DType.FLOAT64);
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            directions.add(direction(inputs.get(i), i));
        }
        List<Tensor> grads = sample.differentiate(DType.FLOAT64).grads();
        double backward = 0;
        for (int i = 0; i < inputs.size(); i++) {
            backward += grads.get(i).mul(directions.get(i)).sum().item();
        }
        MultiFunction function = x -> new Tensor[] {sample.apply(List.of(x))};
        Functional.Product product = Functional.jvp(function, inputs, directions, FunctionalOptions.DEFAULT)
                .only();
        double forward =
                product.product().mul(sample.cotangent(product.output())).sum().item();
        assertEquals(backward, forward, 1e-11 * (1 + Math.abs(backward)));
    }

    private static Tensor direction(Tensor like, int seed) {
        double[] values = new double[like.numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.sin(1 + i * 7 + seed * 3);
        }
        return like.numel() == 0
                ? Tensors.zeros(like.shape(), DType.FLOAT64)
                : tensor(values).reshape(like.shape().sizes());
    }

    @Test
    void tangentsFollowOperations() {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor x = ForwardMode.makeDual(tensor(2, 3), tensor(1, 10));
            assertArrayEquals(new double[] {4, 60}, tangent(x.mul(x)));
            assertArrayEquals(new double[] {11}, tangent(x.sum().reshape(1)));
            assertArrayEquals(new double[] {2, 3}, x.toDoubleArray());
            assertNull(ForwardMode.unpackDual(x.detach()).tangent());
            assertNull(ForwardMode.unpackDual(x.gt(2)).tangent());
            assertNull(ForwardMode.unpackDual(ForwardMode.unpackDual(x).primal().mul(2))
                    .tangent());
        }
    }

    @Test
    void viewsAndChangesInPlaceCarryTangents() {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor x = ForwardMode.makeDual(tensor(2, 3), tensor(1, 10));
            Tensor buffer = Tensors.zeros(DType.FLOAT64, 2, 2);
            Tensor row = buffer.select(0, 1);
            Tensor element = buffer.select(1, 0).select(0, 1);
            row.copy_(x);
            assertArrayEquals(new double[] {0, 0, 1, 10}, tangent(buffer));
            assertArrayEquals(new double[] {1}, tangent(element.reshape(1)));
            buffer.mul_(3);
            assertArrayEquals(new double[] {3, 30}, tangent(row));
            row.zero_();
            assertArrayEquals(new double[4], tangent(buffer));
            buffer.copy_(tensor(1, 1));
            assertNull(ForwardMode.unpackDual(row).tangent());
        }
    }

    @Test
    void viewsOfSharedElementsHaveTangentsOfTheirOwn() {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor wide = tensor(5).expand(3);
            Tensor dual = ForwardMode.makeDual(wide, tensor(1, 2, 3));
            assertArrayEquals(new double[] {2}, tangent(dual.narrow(0, 1, 1)));
        }
    }

    @Test
    void tangentsCanBeDifferentiatedBackwards() {
        Tensor x = tensor(2).requiresGrad_();
        Tensor v = tensor(5).requiresGrad_();
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor jvp =
                    ForwardMode.unpackDual(ForwardMode.makeDual(x, v).pow(3)).tangent();
            assertNotNull(jvp);
            assertEquals(60, jvp.item());
            List<Tensor> grads = Autograd.grad(jvp, List.of(x, v));
            assertEquals(60, grads.get(0).item());
            assertEquals(12, grads.get(1).item());
        }
    }

    @Test
    void gradientsOfDualsCarryTangents() {
        Tensor x = tensor(1, 2).requiresGrad_();
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor dual = ForwardMode.makeDual(x, tensor(1, 1));
            Tensor y = dual.select(0, 0).mul(dual.select(0, 1)).mul(dual.sum());
            // The Hessian of a²b + ab² is [[2b, 2a + 2b], [2a + 2b, 2a]].
            assertArrayEquals(
                    new double[] {10, 8}, tangent(Autograd.grad(y, List.of(x)).get(0)));
        }
    }

    @Test
    void levelsNest() {
        DualLevel outer = ForwardMode.dualLevel();
        try (outer) {
            Tensor x = ForwardMode.makeDual(tensor(2), tensor(1));
            Tensor slope;
            DualLevel inner = ForwardMode.dualLevel();
            try (inner) {
                Tensor y = ForwardMode.makeDual(x, tensor(1)).pow(4);
                Tensor tangent = ForwardMode.unpackDual(y).tangent();
                assertNotNull(tangent);
                slope = tangent;
            }
            assertEquals(32, slope.item());
            assertArrayEquals(new double[] {48}, tangent(slope));
            // x · d/dy (x + y) = x: no tangent of one level passes for one of the other.
            DualLevel second = ForwardMode.dualLevel();
            try (second) {
                Tensor sum = ForwardMode.makeDual(tensor(1), tensor(1)).add(x);
                Tensor one = ForwardMode.unpackDual(sum).tangent();
                assertNotNull(one);
                slope = x.mul(one);
            }
            assertArrayEquals(new double[] {1}, tangent(slope));
        }
    }

    @Test
    void modesDoNotDisturb() {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor x = ForwardMode.makeDual(tensor(2), tensor(1));
            assertArrayEquals(new double[] {4}, tangent(Autograd.noGrad(() -> x.mul(x))));
            Tensor checkpointed = Checkpoint.apply(a -> a.mul(a), x);
            assertArrayEquals(new double[] {4}, tangent(checkpointed));
        }
    }

    @Test
    void levelsAreNeededAndClosedFromTheInnermost() {
        Tensor x = tensor(1);
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> ForwardMode.makeDual(x, x))
                        .getMessage())
                .startsWith("Trying to use forward AD but no level exists: call makeDual inside try (level)"));
        DualLevel outer = ForwardMode.dualLevel();
        DualLevel inner = ForwardMode.dualLevel();
        assertThrows(IllegalStateException.class, outer::close);
        inner.close();
        assertEquals(
                "makeDual wants a floating primal, and a tangent of its shape and dtype: primal float64 [1], tangent"
                        + " float64 [2]",
                assertThrows(IllegalArgumentException.class, () -> ForwardMode.makeDual(x, tensor(1, 2)))
                        .getMessage());
        outer.close();
        assertThrows(IllegalStateException.class, outer::close);
    }
}
