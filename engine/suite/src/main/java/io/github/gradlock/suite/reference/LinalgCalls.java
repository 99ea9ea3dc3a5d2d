package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.linalg.Linalg;
import io.github.gradlock.engine.linalg.Linalg.QrMode;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;
import java.util.stream.IntStream;

/** Calls of linear algebra. */
final class LinalgCalls {
    private LinalgCalls() {}

    static void addTo(CallTable t) {
        factorisations(t);
        solutions(t);
        products(t);
        norms(t);
    }

    private static void factorisations(CallTable t) {
        t.one("linalg.cholesky", call -> Linalg.cholesky(call.x(), call.flag(-1, "upper", false)));
        t.one("cholesky", call -> Linalg.cholesky(call.x(), call.flag(0, "upper", false)));
        t.many("linalg.eigh", LinalgCalls::eigh);
        t.one(
                "linalg.eigvalsh",
                call -> Linalg.eigvalsh(call.x(), call.text(0, "UPLO", "L").equalsIgnoreCase("U")));
        t.many("linalg.svd", LinalgCalls::svd);
        t.unary("linalg.svdvals", Linalg::svdvals);
        t.many("linalg.qr", call -> {
            String mode = call.text(0, "mode", "reduced").toUpperCase(Locale.ROOT);
            Linalg.Qr found = Linalg.qr(call.x(), QrMode.valueOf(mode));
            return new Tensor[] {found.q(), found.r()};
        });
        t.many("linalg.lu_factor", call -> {
            Linalg.Lu found = Linalg.luFactor(call.x());
            return new Tensor[] {found.lu(), found.pivots()};
        });
        t.unary("linalg.det", Linalg::det);
        t.unary("logdet", Linalg::logdet);
        t.many("linalg.slogdet", call -> {
            Linalg.Slogdet found = Linalg.slogdet(call.x());
            return new Tensor[] {found.sign(), found.logAbsDet()};
        });
    }

    private static Tensor[] eigh(Call call) {
        Linalg.Eigh found = Linalg.eigh(call.x(), call.text(0, "UPLO", "L").equalsIgnoreCase("U"));
        return switch (call.post()) {
            case "" -> new Tensor[] {found.values(), found.vectors()};
            case "values, abs(vectors)" ->
                new Tensor[] {found.values(), found.vectors().abs()};
            default -> throw new UnsupportedCallException("post " + call.post());
        };
    }

    /** Full matrices are cut to what is determined by the input. */
    private static Tensor[] svd(Call call) {
        Linalg.Svd found = Linalg.svd(call.x(), call.flag(0, "full_matrices", true));
        int k = found.s().size(-1);
        Tensor u = found.u().narrow(-1, 0, k);
        Tensor vt = found.vt().narrow(-2, 0, k);
        return switch (call.post()) {
            case "" -> new Tensor[] {found.u(), found.s(), found.vt()};
            case "abs(U)" -> new Tensor[] {u.abs()};
            case "S" -> new Tensor[] {found.s()};
            case "S, abs(Vh)" -> new Tensor[] {found.s(), vt.abs()};
            case "abs(Vh)" -> new Tensor[] {vt.abs()};
            case "U @ Vh" -> new Tensor[] {u.matmul(vt)};
            default -> throw new UnsupportedCallException("post " + call.post());
        };
    }

    private static void solutions(CallTable t) {
        t.unary("linalg.inv", Linalg::inv);
        t.one("linalg.solve", call -> Linalg.solve(call.x(), call.tensor(0, "B"), call.flag(-1, "left", true)));
        t.one(
                "linalg.solve_triangular",
                call -> Linalg.solveTriangular(
                        call.x(),
                        call.tensor(0, "B"),
                        call.flag(-1, "upper", false),
                        call.flag(-1, "left", true),
                        call.flag(-1, "unitriangular", false)));
        t.many("triangular_solve", LinalgCalls::triangularSolve);
        t.one(
                "cholesky_solve",
                call -> Linalg.choleskySolve(call.x(), call.tensor(0, "L"), call.flag(1, "upper", false)));
        t.one("cholesky_inverse", call -> Linalg.choleskyInverse(call.x(), call.flag(0, "upper", false)));
        t.one("linalg.pinv", LinalgCalls::pinv);
    }

    /** The second result is a copy of the matrix. */
    private static Tensor[] triangularSolve(Call call) {
        Tensor a = call.tensor(0, "A");
        boolean upper = call.flag(1, "upper", true);
        boolean transpose = call.flag(2, "transpose", false);
        boolean unit = call.flag(3, "unitriangular", false);
        Tensor lhs = transpose ? a.transpose(-1, -2) : a;
        return new Tensor[] {Linalg.solveTriangular(lhs, call.x(), upper != transpose, true, unit), a.copy()};
    }

    private static Tensor pinv(Call call) {
        if (call.isTensor(0)) {
            Tensor b = call.tensor(0, "b");
            return Linalg.pinv(call.x().matmul(b.transpose(-1, -2)));
        }
        double atol = call.number(-1, "atol", 0).doubleValue();
        double usual = atol > 0 ? 0 : Linalg.defaultTolerance(call.x());
        double rtol = call.isTensor(-1, "rtol")
                ? call.tensor(-1, "rtol").item()
                : call.number(-1, "rtol", usual).doubleValue();
        return Linalg.pinv(call.x(), atol, rtol, call.flag(-1, "hermitian", false));
    }

    private static void products(CallTable t) {
        t.one("linalg.cross", call -> Linalg.cross(call.x(), call.tensor(0, "other"), call.integer(1, "dim", -1)));
        t.one("cross", call -> {
            int first = IntStream.range(0, call.x().rank())
                    .filter(axis -> call.x().size(axis) == 3)
                    .findFirst()
                    .orElse(-1);
            return Linalg.cross(call.x(), call.tensor(0, "other"), call.integer(1, "dim", first));
        });
        t.one("linalg.matrix_power", call -> Linalg.matrixPower(call.x(), call.integer(0, "n")));
        t.unary("matrix_exp", Linalg::matrixExp);
        t.one("linalg.multi_dot", call -> Linalg.multiDot(call.all()));
        t.binary("kron", Linalg::kron);
        t.one(
                "linalg.vander",
                call -> Linalg.vander(call.x(), call.integer(-1, "N", call.x().size(-1))));
    }

    private static void norms(CallTable t) {
        t.one("norm", LinalgCalls::norm);
        t.one("linalg.norm", LinalgCalls::linalgNorm);
        t.one("linalg.matrix_norm", LinalgCalls::matrixNorm);
    }

    /** What {@code torch.norm} does: a number is the order of a norm of vectors, whatever the dimensions are. */
    private static Tensor norm(Call call) {
        int[] dims = call.integers(1, "dim");
        boolean keepdim = call.flag(2, "keepdim", false);
        if (call.isText(0, "p")) {
            String p = call.text(0, "p", "fro");
            if (p.equals("nuc")) {
                return Linalg.matrixNorm(
                        call.x(), p, keepdim, dims.length == 0 ? 0 : dims[0], dims.length == 0 ? 1 : dims[1]);
            }
        }
        double order = call.isText(0, "p") ? 2 : call.number(0, "p", 2).doubleValue();
        return Reductions.norm(call.x(), order, keepdim, dims);
    }

    private static Tensor linalgNorm(Call call) {
        int[] dims = call.integers(1, "dim");
        boolean keepdim = call.flag(2, "keepdim", false);
        if (call.isText(0, "ord")) {
            return Linalg.norm(call.x(), call.text(0, "ord", ""), keepdim, dims);
        }
        return call.isNull(0, "ord")
                ? Linalg.norm(call.x(), keepdim, dims)
                : Linalg.norm(call.x(), call.number(0, "ord").doubleValue(), keepdim, dims);
    }

    private static Tensor matrixNorm(Call call) {
        int[] given = call.integers(1, "dim");
        int rows = given.length == 0 ? -2 : given[0];
        int columns = given.length == 0 ? -1 : given[1];
        boolean keepdim = call.flag(2, "keepdim", false);
        return call.isText(0, "ord") || call.isNull(0, "ord")
                ? Linalg.matrixNorm(call.x(), call.text(0, "ord", "fro"), keepdim, rows, columns)
                : Linalg.matrixNorm(call.x(), call.number(0, "ord").doubleValue(), keepdim, rows, columns);
    }
}
