package io.github.gradlock.benchmarks;

import java.util.List;

/** Products of matrices. */
final class Products {
    private Products() {}

    static List<Work> rows(Scale scale) {
        return List.of(
                square(64, scale).inQuick(),
                square(128, scale),
                square(256, scale).inQuick(),
                square(512, scale).inQuick(),
                square(1024, scale),
                square(2048, scale),
                matmul(scale.of(1000), 3, scale.of(777)).inQuick(),
                square(512, scale).inDoubles().inQuick(),
                transposed(scale.of(512)).inQuick(),
                batched(scale.of(32), scale.of(64)).inQuick());
    }

    private static Work square(int n, Scale scale) {
        return matmul(scale.of(n), scale.of(n), scale.of(n));
    }

    private static Work matmul(int m, int k, int n) {
        return Work.of(
                "matmul",
                m == n && n == k ? Scale.text(n) : Scale.text(m, k, n),
                () -> List.of(Values.normal(1, m, k), Values.normal(2, k, n)),
                x -> x[0].matmul(x[1]),
                x -> x[0].matmul(x[1]));
    }

    private static Work transposed(int n) {
        return Work.of(
                "matmul_transposed",
                Scale.text(n),
                () -> List.of(Values.normal(1, n, n), Values.normal(2, n, n)),
                x -> x[0].matmul(x[1].t()),
                x -> x[0].matmul(x[1].t()));
    }

    private static Work batched(int batch, int n) {
        return Work.of(
                "bmm",
                Scale.text(batch, n, n),
                () -> List.of(Values.normal(1, batch, n, n), Values.normal(2, batch, n, n)),
                x -> x[0].bmm(x[1]),
                x -> x[0].bmm(x[1]));
    }
}
