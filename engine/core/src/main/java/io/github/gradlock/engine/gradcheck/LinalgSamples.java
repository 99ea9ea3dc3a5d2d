package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.linalg.Linalg;
import io.github.gradlock.engine.linalg.Linalg.QrMode;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/** Samples of linear algebra: tiny matrices, made regular by a diagonal of 2, 3, … where a factorisation wants it. */
final class LinalgSamples {
    private LinalgSamples() {}

    static void addTo(SampleList samples) {
        factorisations(samples);
        spectra(samples);
        solutions(samples);
        products(samples);
        norms(samples);
    }

    /** Adds 2, 3, … to the diagonals; between -1 and 1 elsewhere, small matrices are then regular, with distinct spectra. */
    private static Tensor regular(Tensor x) {
        float[] values = new float[x.size(-2) * x.size(-1)];
        for (int i = 0; i < Math.min(x.size(-2), x.size(-1)); i++) {
            values[i * x.size(-1) + i] = i + 2;
        }
        return x.add(Tensors.of(values, x.size(-2), x.size(-1)).to(x.device()));
    }

    private static Tensor t(Tensor x) {
        return x.transpose(-1, -2);
    }

    private static Tensor symmetric(Tensor x) {
        return x.add(t(x)).div(2);
    }

    private static InputSpec small(int... sizes) {
        return uniform(-0.5, 0.5, sizes);
    }

    private static void factorisations(SampleList s) {
        s.smooth("cholesky", x -> Linalg.cholesky(symmetric(regular(x[0])), false), small(2, 2));
        s.smooth("cholesky.upper", x -> Linalg.cholesky(symmetric(regular(x[0])), true), small(2, 2, 2));
        s.smooth("cholesky_solve", x -> Linalg.choleskySolve(x[0], regular(x[1]), false), any(2, 1), small(2, 2));
        s.smooth("cholesky_inverse", x -> Linalg.choleskyInverse(regular(x[0]), true), small(2, 2));
        s.smooth("qr", x -> joined(Linalg.qr(regular(x[0]), QrMode.REDUCED)), small(3, 2));
        s.smooth("qr.wide", x -> joined(Linalg.qr(regular(x[0]), QrMode.COMPLETE)), small(2, 3));
        s.smooth("lu_factor", x -> Linalg.luFactor(regular(x[0])).lu(), small(2, 2));
        s.smooth("lu_factor.tall", x -> Linalg.luFactor(regular(x[0])).lu(), small(3, 2));
        s.smooth("lu_factor.wide", x -> Linalg.luFactor(regular(x[0])).lu(), small(2, 3));
        s.smooth("lu_solve", x -> Linalg.luSolve(Linalg.luFactor(regular(x[0])), x[1]), small(2, 2), any(2, 1));
        s.smooth("det", x -> Linalg.det(x[0]), any(3, 3));
        s.smooth("det.singular", x -> Linalg.det(x[0].matmul(t(x[0]))), any(3, 1));
        s.smooth("slogdet", x -> Linalg.slogdet(regular(x[0])).logAbsDet(), small(2, 2, 2));
        s.smooth("logdet", x -> Linalg.logdet(regular(x[0])), small(2, 2));
    }

    private static Tensor joined(Linalg.Qr qr) {
        return Joins.cat(List.of(qr.q().reshape(-1), qr.r().reshape(-1)), 0);
    }

    /** Functions of a decomposition that do not see the free signs of vectors. */
    private static void spectra(SampleList s) {
        s.smooth("eigh", x -> whole(Linalg.eigh(symmetric(regular(x[0])), false)), small(2, 2));
        s.smooth("eigvalsh", x -> Linalg.eigvalsh(symmetric(regular(x[0])), true), small(2, 2, 2));
        s.smooth("svd", x -> whole(Linalg.svd(regular(x[0]), false)), small(3, 2));
        s.smooth("svd.full", x -> whole(Linalg.svd(regular(x[0]), true)), small(2, 3));
        s.smooth("svdvals", x -> Linalg.svdvals(regular(x[0])), small(2, 2));
        s.smooth("pinv", x -> Linalg.pinv(regular(x[0])), small(3, 2));
        s.smooth("pinv.wide", x -> Linalg.pinv(regular(x[0]), 1e-3, 0, false), small(2, 3));
        s.smooth("pinv.hermitian", x -> Linalg.pinv(symmetric(regular(x[0])), 0, 1e-6, true), small(2, 2));
        s.smooth(
                "pinv.rank_one",
                x -> Linalg.pinv(x[0].matmul(t(x[1])), 0, 1e-3, false),
                positive(2, 1),
                positive(2, 1));
        s.smooth("lstsq", x -> Linalg.lstsq(regular(x[0]), x[1]), small(3, 2), any(3, 1));
        s.smooth("cond", x -> Linalg.cond(regular(x[0]), 2), small(2, 2));
    }

    private static Tensor whole(Linalg.Eigh found) {
        Tensor squares = found.vectors().mul(found.vectors());
        return Joins.cat(List.of(found.values().reshape(-1), squares.reshape(-1)), 0);
    }

    private static Tensor whole(Linalg.Svd found) {
        int k = found.s().size(-1);
        Tensor u = found.u().narrow(-1, 0, k);
        Tensor vt = found.vt().narrow(-2, 0, k);
        return Joins.cat(
                List.of(
                        u.matmul(vt).reshape(-1),
                        u.mul(u).reshape(-1),
                        found.s().reshape(-1)),
                0);
    }

    private static void solutions(SampleList s) {
        s.smooth("inv", x -> Linalg.inv(regular(x[0])), small(2, 2));
        s.smooth("solve", x -> Linalg.solve(regular(x[0]), x[1]), small(2, 2), any(2, 1));
        s.smooth("solve.right", x -> Linalg.solve(regular(x[0]), x[1], false), small(2, 2), any(1, 2));
        s.smooth("solve.vector", x -> Linalg.solve(regular(x[0]), x[1]), small(2, 2, 2), any(2, 2));
        s.smooth(
                "solve_triangular",
                x -> Linalg.solveTriangular(regular(x[0]), x[1], false, true, false),
                small(2, 2),
                any(2, 1));
        s.smooth(
                "solve_triangular.right_unit",
                x -> Linalg.solveTriangular(x[0], x[1], true, false, true),
                small(2, 2),
                any(2, 1, 2));
    }

    private static void products(SampleList s) {
        s.smooth("matrix_power", x -> Linalg.matrixPower(x[0], 5), small(2, 2));
        s.smooth("matrix_power.negative", x -> Linalg.matrixPower(regular(x[0]), -2), small(2, 2));
        s.smooth("matrix_exp", x -> Linalg.matrixExp(x[0]), any(2, 2));
        s.smooth("multi_dot", x -> Linalg.multiDot(List.of(x[0], x[1], x[2])), any(2), any(2, 3), any(3, 1));
        s.smooth("kron", x -> Linalg.kron(x[0], x[1]), any(2, 1), any(1, 2));
        s.smooth("cross", x -> Linalg.cross(x[0], x[1], 0), any(3, 2), any(3, 1));
        s.smooth("vander", x -> Linalg.vander(x[0], 4), any(2));
    }

    private static void norms(SampleList s) {
        s.smooth("matrix_norm.nuc", x -> Linalg.matrixNorm(regular(x[0]), "nuc", true, -2, -1), small(3, 2));
        s.smooth("matrix_norm.fro", x -> Linalg.matrixNorm(x[0], "fro", false, 0, 1), positive(2, 2));
        s.smooth("matrix_norm.two", x -> Linalg.matrixNorm(regular(x[0]), 2, false, 1, 0), small(2, 2));
        s.kinked("matrix_norm.one", x -> Linalg.matrixNorm(regular(x[0]), 1, false, 0, 1), small(2, 2));
        s.kinked(
                "matrix_norm.infinity",
                x -> Linalg.matrixNorm(regular(x[0]), Double.NEGATIVE_INFINITY, false, 0, 1),
                small(2, 2));
    }
}
