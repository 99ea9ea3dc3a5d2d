package io.github.gradlock.engine.linalg;

import static io.github.gradlock.engine.linalg.Residuals.assertClose;
import static io.github.gradlock.engine.linalg.Residuals.random;
import static io.github.gradlock.engine.linalg.Residuals.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminantTests {
    /** Returns the gradient of {@code ⟨G, d det A / dA⟩}. */
    private static Tensor second(Tensor a, Tensor g) {
        Tensor first = Autograd.grad(
                        List.of(Linalg.det(a).sum()), List.of(a), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
        return Autograd.grad(first.mul(g).sum(), List.of(a)).get(0);
    }

    /** Against Jacobi's formula with the inverse B: {@code det(A) (⟨G, Bᵀ⟩ Bᵀ − Bᵀ Gᵀ Bᵀ)}. */
    @Test
    void secondDerivativesAreThoseOfJacobisFormula() {
        for (int n : new int[] {1, 2, 3, 8}) {
            Tensor a = random(5, 2, n, n)
                    .add(Tensors.eye(n, DType.FLOAT64))
                    .detach()
                    .requiresGrad_();
            Tensor g = random(6, 2, n, n);
            Tensor b = t(Linalg.inv(a.detach()));
            Tensor trace = g.mul(b).sum(true, -1, -2);
            Tensor wanted = trace.mul(b)
                    .sub(b.matmul(t(g)).matmul(b))
                    .mul(Linalg.det(a.detach()).unsqueeze(-1).unsqueeze(-1));
            assertClose(wanted, second(a, g), 1e-12);
        }
    }

    @Test
    void secondDerivativesNeedTheMemoryOfMatrices() {
        int n = 48;
        Tensor a = random(7, n, n)
                .div(4)
                .add(Tensors.eye(n, DType.FLOAT64))
                .detach()
                .requiresGrad_();
        int[] greatest = new int[1];
        OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> {
            for (Tensor output : outputs) {
                greatest[0] = Math.max(greatest[0], output.numel());
            }
        });
        try (scope) {
            second(a, random(8, n, n));
        }
        assertTrue(greatest[0] >= n * n, "nothing was heard");
        assertEquals(n * n, greatest[0]);
    }

    /** Of rank n - 1, n - 2 and less, for which all or some of these are zero. */
    @Test
    void singularMatricesHaveSecondDerivatives() {
        for (int rank = 0; rank < 4; rank++) {
            Tensor left = random(9, 4, 4).narrow(1, 0, rank);
            Tensor singular =
                    left.matmul(random(10, 4, 4).narrow(0, 0, rank)).detach().requiresGrad_();
            Gradcheck.gradgradcheck(x -> Linalg.det(x[0]), List.of(singular));
        }
    }
}
