package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of products of matrices and vectors. */
final class ProductCalls {
    private ProductCalls() {}

    static void addTo(CallTable t) {
        t.binary("matmul", Tensor::matmul);
        t.binary("mm", Tensor::matmul);
        t.binary("mv", Tensor::matmul);
        t.binary("dot", Tensor::matmul);
        t.binary("bmm", Tensor::bmm);
        t.binary("outer", Tensor::outer);
        t.one(
                "nn.functional.linear",
                call -> MatrixProducts.linear(call.x(), call.tensor(0, "weight"), call.tensorOrNull(1, "bias")));
    }
}
