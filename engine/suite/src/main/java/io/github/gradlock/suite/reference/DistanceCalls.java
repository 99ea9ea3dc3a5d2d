package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Distances;

/** Calls of distances. */
final class DistanceCalls {
    private static final String F = "nn.functional.";

    private DistanceCalls() {}

    static void addTo(CallTable t) {
        t.one("cdist", call -> {
            // How PyTorch computes the Euclidean distance is for speed; it changes no more than the last bits.
            call.text(2, "compute_mode", "");
            return Distances.cdist(
                    call.x(), call.tensor(0, "x2"), call.number(1, "p", 2).doubleValue());
        });
        t.one(
                F + "cosine_similarity",
                call -> Distances.cosineSimilarity(
                        call.x(),
                        call.tensor(0, "x2"),
                        call.integer(1, "dim", 1),
                        call.number(2, "eps", 1e-8).doubleValue()));
        t.one(
                F + "pairwise_distance",
                call -> Distances.pairwiseDistance(
                        call.x(),
                        call.tensor(0, "x2"),
                        call.number(1, "p", 2).doubleValue(),
                        call.number(2, "eps", 1e-6).doubleValue(),
                        call.flag(3, "keepdim", false)));
        t.one(
                F + "normalize",
                call -> Distances.normalize(
                        call.x(),
                        call.number(0, "p", 2).doubleValue(),
                        call.number(2, "eps", 1e-12).doubleValue(),
                        call.has(1, "dim") ? call.integers(1, "dim") : new int[] {1}));
    }
}
