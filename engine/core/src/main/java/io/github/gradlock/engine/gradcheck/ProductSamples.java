package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Attention;
import io.github.gradlock.engine.op.Contractions;
import io.github.gradlock.engine.op.Distances;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.ScaledProducts;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of matrix products, contractions, attention and distances. */
final class ProductSamples {
    private ProductSamples() {}

    static void addTo(SampleList samples) {
        matrices(samples);
        scaled(samples);
        contractions(samples);
        attention(samples);
        distances(samples);
    }

    private static void matrices(SampleList s) {
        s.smooth("matmul", x -> x[0].matmul(x[1]), any(3, 4), any(4, 2));
        s.smooth("matmul.dot", x -> x[0].matmul(x[1]), any(4), any(4));
        s.smooth("matmul.row", x -> x[0].matmul(x[1]), any(4), any(4, 3));
        s.smooth("matmul.column", x -> x[0].matmul(x[1]), any(3, 4), any(4));
        s.smooth("matmul.folded", x -> x[0].matmul(x[1]), any(2, 2, 3), any(3, 2));
        s.smooth("matmul.batched", x -> x[0].matmul(x[1]), any(2, 1, 2, 3), any(2, 3, 2));
        s.smooth("bmm", x -> x[0].bmm(x[1]), any(2, 2, 3), any(2, 3, 2));
        s.smooth("mm", x -> x[0].mm(x[1]), any(2, 3), any(3, 2));
        s.smooth("mv", x -> x[0].mv(x[1]), any(2, 3), any(3));
        s.smooth("dot", x -> x[0].dot(x[1]), any(3), any(3));
        s.smooth("outer", x -> x[0].outer(x[1]), any(3), any(2));
        s.smooth("chain_matmul", MatrixProducts::chainMatmul, any(2, 3), any(3, 1), any(1, 2));
        s.smooth("linear", x -> MatrixProducts.linear(x[0], x[1], x[2]), any(2, 3), any(4, 3), any(4));
        s.smooth(
                "bilinear",
                x -> MatrixProducts.bilinear(x[0], x[1], x[2], x[3]),
                any(2, 2),
                any(2, 3),
                any(2, 2, 3),
                any(2));
    }

    private static void scaled(SampleList s) {
        s.smooth("addmm", x -> ScaledProducts.addmm(x[0], x[1], x[2], 0.5, 2), any(2), any(2, 3), any(3, 2));
        s.smooth("addmm.unseen", x -> ScaledProducts.addmm(x[0], x[1], x[2], 0, 1), any(2), any(2, 3), any(3, 2));
        s.smooth("addmv", x -> ScaledProducts.addmv(x[0], x[1], x[2], 2, 0.5), any(1), any(2, 3), any(3));
        s.smooth("addr", x -> ScaledProducts.addr(x[0], x[1], x[2], 1, 0.5), any(2, 3), any(2), any(3));
        s.smooth("baddbmm", x -> ScaledProducts.baddbmm(x[0], x[1], x[2], 1, 2), any(2, 2), any(2, 2, 3), any(2, 3, 2));
        s.smooth("addbmm", x -> ScaledProducts.addbmm(x[0], x[1], x[2], 2, 1), any(2, 2), any(2, 2, 3), any(2, 3, 2));
    }

    private static void contractions(SampleList s) {
        s.smooth("tensordot", x -> Contractions.tensordot(x[0], x[1], 1), any(2, 3), any(3, 2));
        s.smooth(
                "tensordot.dims",
                x -> Contractions.tensordot(x[0], x[1], new int[] {0, 2}, new int[] {2, 0}),
                any(2, 2, 3),
                any(3, 2, 2));
        s.smooth("inner", x -> x[0].inner(x[1]), any(2, 3), any(2, 3));
        s.smooth("einsum", x -> Contractions.einsum("ij,jk", x), any(2, 3), any(3, 2));
        s.smooth("einsum.batched", x -> Contractions.einsum("...ij,...kj->...ik", x), any(2, 2, 3), any(1, 2, 3));
        s.smooth("einsum.diagonal", x -> Contractions.einsum("iji,i->j", x), any(2, 3, 2), any(2));
        s.smooth("einsum.three", x -> Contractions.einsum("bn,anm,bm->ba", x), any(2, 3), any(2, 3, 2), any(2, 2));
    }

    private static void attention(SampleList s) {
        Attention.Options options = Attention.Options.DEFAULT;
        s.smooth(
                "scaled_dot_product_attention",
                x -> Attention.scaledDotProduct(x[0], x[1], x[2]),
                any(2, 2),
                any(3, 2),
                any(3, 2));
        s.smooth(
                "scaled_dot_product_attention.masked",
                x -> Attention.scaledDotProduct(
                        x[0],
                        x[1],
                        x[2],
                        options.withMask(Tensors.of(
                                new boolean[] {true, false, true, false, false, false}, x[0].device(), 2, 3))),
                any(2, 2),
                any(3, 2),
                any(3, 2));
        s.smooth(
                "scaled_dot_product_attention.biased",
                x -> Attention.scaledDotProduct(
                        x[0], x[1], x[2], options.withMask(x[3]).withScale(0.5)),
                any(2, 2),
                any(3, 2),
                any(3, 2),
                any(2, 3));
        s.smooth(
                "scaled_dot_product_attention.grouped",
                x -> Attention.scaledDotProduct(
                        x[0],
                        x[1],
                        x[2],
                        options.withCausal(true).withGroupedHeads(true).withDropout(0.3, 1, 0)),
                any(2, 2, 2),
                any(1, 2, 2),
                any(1, 2, 2));
    }

    private static void distances(SampleList s) {
        double infinity = Double.POSITIVE_INFINITY;
        s.smooth("pairwise_distance", x -> Distances.pairwiseDistance(x[0], x[1]), any(2, 3), any(2, 3));
        s.smooth(
                "pairwise_distance.three",
                x -> Distances.pairwiseDistance(x[0], x[1], 3, 1e-6, true),
                any(2, 3),
                any(3));
        s.smooth("cosine_similarity", x -> Distances.cosineSimilarity(x[0], x[1]), signed(2, 3), signed(2, 3));
        s.smooth("normalize", x -> Distances.normalize(x[0], 1), signed(2, 3));
        s.kinked("normalize.infinity", x -> Distances.normalize(x[0], infinity, 1e-12, 1), distinct(2, 3));
        s.smooth("cdist", x -> Distances.cdist(x[0], x[1], 2), any(2, 3), any(3, 3));
        s.kinked("cdist.one", x -> Distances.cdist(x[0], x[1], 1), any(2, 2), any(3, 2));
        s.smooth("cdist.three", x -> Distances.cdist(x[0], x[1], 3), any(2, 1, 2), any(2, 2));
        s.kinked("cdist.infinity", x -> Distances.cdist(x[0], x[1], infinity), any(2, 2), any(3, 2));
    }
}
