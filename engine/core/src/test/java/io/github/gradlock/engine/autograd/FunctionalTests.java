package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionalTests {
    private static final FunctionalOptions DEFAULT = FunctionalOptions.DEFAULT;

    private static Tensor tensor(double... values) {
        return Tensors.of(values);
    }

    private static Tensor cubic(Tensor x) {
        return x.pow(3).sum().add(x.select(0, 0).mul(x.select(0, 1)));
    }

    private static Tensor[] both(Tensor... x) {
        return new Tensor[] {x[0].mul(x[1]), x[0].sum()};
    }

    private static void assertTensor(Tensor actual, int[] shape, double... values) {
        assertEquals(Shape.of(shape), actual.shape());
        assertArrayEquals(values, actual.toDoubleArray());
        assertFalse(actual.requiresGrad());
    }

    @Test
    void productsWithTheJacobianFromBothSides() {
        Tensor x = tensor(2, 3);
        Functional.Product vjp = Functional.vjp(y -> y.mul(y), x, tensor(1, 10));
        assertTensor(vjp.output(), new int[] {2}, 4, 9);
        assertTensor(vjp.product(), new int[] {2}, 4, 60);
        Functional.Product jvp = Functional.jvp(y -> y.mul(y).sum(), x, tensor(1, 10));
        assertTensor(jvp.product(), new int[] {}, 64);
        Functional.Products products = Functional.vjp(
                FunctionalTests::both, List.of(x, x), List.of(tensor(1, 1), Tensors.scalar(5.0)), DEFAULT);
        assertTensor(products.products().get(0), new int[] {2}, 7, 8);
        assertTensor(products.products().get(1), new int[] {2}, 2, 3);
        assertFalse(x.requiresGrad());
    }

    @Test
    void jacobiansHaveTheShapesOfOutputAndInput() {
        Tensor x = tensor(2, 3);
        for (FunctionalOptions options : List.of(DEFAULT, DEFAULT.inForwardMode())) {
            List<List<Tensor>> jacobians =
                    Functional.jacobian(FunctionalTests::both, List.of(x, tensor(5, 7)), options);
            assertTensor(jacobians.get(0).get(0), new int[] {2, 2}, 5, 0, 0, 7);
            assertTensor(jacobians.get(0).get(1), new int[] {2, 2}, 2, 0, 0, 3);
            assertTensor(jacobians.get(1).get(0), new int[] {2}, 1, 1);
            assertTensor(jacobians.get(1).get(1), new int[] {2}, 0, 0);
        }
        assertEquals(
                Shape.of(3, 1, 2, 2),
                Functional.jacobian(y -> y.sum().expand(3, 1), Tensors.of(new double[4], 2, 2))
                        .shape());
    }

    @Test
    void hessiansAndTheirProducts() {
        Tensor x = tensor(2, 3);
        double[] expected = {12, 1, 1, 18};
        assertTensor(Functional.hessian(FunctionalTests::cubic, x), new int[] {2, 2}, expected);
        MultiFunction function = y -> new Tensor[] {cubic(y[0])};
        assertTensor(
                Functional.hessian(function, List.of(x), DEFAULT.inForwardMode())
                        .get(0)
                        .get(0),
                new int[] {2, 2},
                expected);
        Functional.Product hvp = Functional.hvp(FunctionalTests::cubic, x, tensor(1, 10));
        assertTensor(hvp.output(), new int[] {}, 41);
        assertTensor(hvp.product(), new int[] {2}, 22, 181);
        assertTensor(Functional.vhp(FunctionalTests::cubic, x, tensor(1, 10)).product(), new int[] {2}, 22, 181);
    }

    @Test
    void withCreateGraphResultsCanBeDifferentiated() {
        Tensor x = tensor(2, 3).requiresGrad_();
        FunctionalOptions options = DEFAULT.creatingGraph();
        MultiFunction function = y -> new Tensor[] {cubic(y[0])};
        List<Tensor> v = List.of(tensor(1, 10));
        for (Tensor product : List.of(
                Functional.hvp(function, List.of(x), v, options).products().get(0),
                Functional.vhp(function, List.of(x), v, options).products().get(0))) {
            assertArrayEquals(
                    new double[] {6, 60},
                    Autograd.grad(product.sum(), List.of(x)).get(0).toDoubleArray());
        }
        for (FunctionalOptions mode : List.of(options, options.inForwardMode())) {
            Tensor jacobian =
                    Functional.jacobian(function, List.of(x), mode).get(0).get(0);
            assertArrayEquals(
                    new double[] {13, 19},
                    Autograd.grad(jacobian.sum(), List.of(x)).get(0).toDoubleArray());
        }
    }

    @Test
    void strictnessNamesWhatIsIndependent() {
        Tensor x = tensor(2, 3);
        assertEquals(
                "Output 0 of the user-provided function does not require gradients. The outputs must be computed in a"
                        + " differentiable manner from the input when running in strict mode.",
                assertThrows(
                                IllegalStateException.class,
                                () -> Functional.jacobian(
                                        y -> new Tensor[] {tensor(1)}, List.of(x), DEFAULT.strictly()))
                        .getMessage());
        for (FunctionalOptions options :
                List.of(DEFAULT.strictly(), DEFAULT.strictly().inForwardMode())) {
            assertEquals(
                    "Output 1 of the user-provided function is independent of input 1. This is not allowed in strict mode.",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> Functional.jacobian(FunctionalTests::both, List.of(x, x), options))
                            .getMessage());
        }
        assertTensor(Functional.vjp(y -> tensor(1), x, tensor(1)).product(), new int[] {2}, 0, 0);
    }

    @Test
    void vectorsAreChecked() {
        Tensor x = tensor(2, 3);
        assertEquals(
                "The vector v can only be null if there is a single output with a single element, got 1",
                assertThrows(IllegalArgumentException.class, () -> Functional.vjp(y -> y.mul(2), x, null))
                        .getMessage());
        assertEquals(
                "Entry 0 in v has invalid size: should be float64 [2] but got float64 [1]",
                assertThrows(IllegalArgumentException.class, () -> Functional.jvp(y -> y.mul(2), x, tensor(1)))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> Functional.hessian(y -> y, x))
                        .getMessage())
                .startsWith("The function given to hessian should return a single Tensor with a single element"));
    }
}
