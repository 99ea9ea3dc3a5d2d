package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;

class EinsumTests {
    private static final Tensor A = numbers(2, 3);
    private static final Tensor B = numbers(3, 4);
    private static final Tensor SQUARE = numbers(3, 3);

    private static Tensor numbers(int... sizes) {
        return Tensors.arange(Shape.of(sizes).numel()).to(DType.FLOAT64).reshape(sizes);
    }

    private static void same(Tensor expected, String equation, Tensor... operands) {
        Tensor found = Contractions.einsum(equation, operands);
        assertEquals(expected.shape(), found.shape(), equation);
        assertArrayEquals(
                expected.contiguous().toDoubleArray(), found.contiguous().toDoubleArray(), equation);
    }

    @Test
    void theGrammarIsPyTorchs() {
        same(A.matmul(B), "ij,jk->ik", A, B);
        same(A.matmul(B), "ij,jk", A, B);
        same(A.transpose(0, 1), "ba", A);
        same(A.transpose(0, 1), "aB", A);
        same(A.sum(), " i j -> ", A);
        same(Tensors.of(new double[] {0, 4, 8}), "ii->i", SQUARE);
        same(Tensors.scalar(12.0), "ii", SQUARE);
        same(A.matmul(B).sum(false, 0), "ij , jk -> k", A, B);
        same(A.mul(2), ",ij", Tensors.scalar(2.0), A);
        same(numbers(2, 2, 3).sum(false, 0), "a...->...", numbers(2, 2, 3));
        same(numbers(2, 2, 3).sum(), "...->", numbers(2, 2, 3));
        same(numbers(2, 2, 3).matmul(B), "...ij,jk", numbers(2, 2, 3), B);
        same(A.sum(false, 1).mul(3), "ij,j->i", A, Tensors.of(new double[] {3}));
        same(A.matmul(B).matmul(numbers(4, 2)), "ij,jk,kl->il", A, B, numbers(4, 2));
    }

    @Test
    void whatIsMalformedIsRefused() {
        refused("has 1 operands, but 2 were provided", "ij", A, B);
        refused("invalid subscript at index 1", "i1", A);
        refused("invalid subscript at index 4", "...i...", A);
        refused("the number of subscripts in the equation, 1, does not match the dimensions of operand 0", "i", A);
        refused("output subscript i appears more than once", "ij->ii", A);
        refused("output subscript k does not appear", "ij->k", A);
        refused("subscript i has size 3 for operand 0", "ii", A);
        refused("subscript j has size 4 for operand 1", "ij,ij", A, numbers(2, 4));
        refused("dtype mismatch in einsum", "ij,ij", A, A.to(DType.FLOAT32));
    }

    private static void refused(String part, String equation, Tensor... operands) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Contractions.einsum(equation, operands))
                        .getMessage());
        assertEquals(part, message.contains(part) ? part : message);
    }
}
