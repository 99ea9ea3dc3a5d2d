package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Attention;
import io.github.gradlock.engine.op.Contractions;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.ScaledProducts;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of products of matrices and vectors. */
final class ProductCalls {
    private ProductCalls() {}

    static void addTo(CallTable t) {
        t.binary("matmul", Tensor::matmul);
        t.binary("mm", Tensor::mm);
        t.binary("mv", Tensor::mv);
        t.binary("dot", Tensor::dot);
        t.binary("vdot", Tensor::dot);
        t.binary("inner", Tensor::inner);
        t.binary("bmm", Tensor::bmm);
        t.binary("outer", Tensor::outer);
        t.binary("ger", Tensor::outer);
        t.one(
                "einsum",
                call -> Contractions.einsum(
                        call.text(0, "equation", ""), call.all().toArray(Tensor[]::new)));
        t.one("tensordot", ProductCalls::tensordot);
        t.one("chain_matmul", call -> MatrixProducts.chainMatmul(call.all().toArray(Tensor[]::new)));
        scaled(t, "addmm", ScaledProducts::addmm);
        scaled(t, "addmv", ScaledProducts::addmv);
        scaled(t, "addr", ScaledProducts::addr);
        scaled(t, "addbmm", ScaledProducts::addbmm);
        scaled(t, "baddbmm", ScaledProducts::baddbmm);
        t.one(
                "nn.functional.linear",
                call -> MatrixProducts.linear(call.x(), call.tensor(0, "weight"), call.tensorOrNull(1, "bias")));
        t.one(
                "nn.functional.bilinear",
                call -> MatrixProducts.bilinear(
                        call.x(), call.tensor(0, "input2"), call.tensor(1, "weight"), call.tensorOrNull(2, "bias")));
        t.one("nn.functional.scaled_dot_product_attention", ProductCalls::attention);
    }

    @FunctionalInterface
    private interface ScaledProduct {
        Tensor apply(Tensor input, Tensor a, Tensor b, Number beta, Number alpha);
    }

    private static void scaled(CallTable t, String name, ScaledProduct product) {
        t.one(
                name,
                call -> product.apply(
                        call.x(),
                        call.tensor(0, "a"),
                        call.tensor(1, "b"),
                        call.number(-1, "beta", 1),
                        call.number(-1, "alpha", 1)));
    }

    private static Tensor tensordot(Call call) {
        Tensor other = call.tensor(0, "other");
        int[][] dims = call.integerLists(1, "dims");
        return dims.length == 1
                ? Contractions.tensordot(call.x(), other, dims[0][0])
                : Contractions.tensordot(call.x(), other, dims[0], dims[1]);
    }

    private static Tensor attention(Call call) {
        double dropout = call.number(3, "dropout_p", 0.0).doubleValue();
        if (dropout != 0) {
            throw new UnsupportedCallException("dropout, whose random numbers differ");
        }
        Attention.Options options = Attention.Options.DEFAULT
                .withMask(call.tensorOrNull(2, "attn_mask"))
                .withCausal(call.flag(4, "is_causal", false))
                .withGroupedHeads(call.flag(-1, "enable_gqa", false));
        double scale = call.number(-1, "scale", Double.NaN).doubleValue();
        return Attention.scaledDotProduct(
                call.x(),
                call.tensor(0, "key"),
                call.tensor(1, "value"),
                Double.isNaN(scale) ? options : options.withScale(scale));
    }
}
