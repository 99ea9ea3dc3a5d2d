package io.github.gradlock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Functions of single elements. */
final class Elementwise {
    private static final int SMALL = 1 << 10;
    private static final int MEDIUM = 1 << 20;
    private static final int LARGE = 1 << 24;

    private Elementwise() {}

    static List<Work> rows(Scale scale) {
        List<Work> rows = new ArrayList<>();
        binary(rows, scale, "add", x -> x[0].add(x[1]), x -> x[0].add(x[1]));
        binary(rows, scale, "mul", x -> x[0].mul(x[1]), x -> x[0].mul(x[1]));
        unary(rows, scale, "relu", x -> x[0].relu(), x -> torch.relu(x[0]));
        unary(rows, scale, "exp", x -> x[0].exp(), x -> x[0].exp());
        unary(rows, scale, "tanh", x -> x[0].tanh(), x -> x[0].tanh());
        unary(rows, scale, "gelu", x -> x[0].gelu(), x -> torch.gelu(x[0]));
        unary(rows, scale, "sigmoid", x -> x[0].sigmoid(), x -> x[0].sigmoid());
        for (int n : List.of(SMALL, MEDIUM, LARGE)) {
            int count = scale.of(n);
            add(
                    rows,
                    n,
                    Work.of(
                            "log",
                            Scale.elements(count),
                            () -> List.of(Values.uniform(3, 1e-3, 10, count)),
                            x -> x[0].log(),
                            x -> x[0].log()));
        }
        return rows;
    }

    private static void unary(List<Work> rows, Scale scale, String name, Work.Ours ours, Work.Theirs theirs) {
        for (int n : List.of(SMALL, MEDIUM, LARGE)) {
            int count = scale.of(n);
            add(rows, n, Work.of(name, Scale.elements(count), () -> List.of(Values.normal(3, count)), ours, theirs));
        }
    }

    private static void binary(List<Work> rows, Scale scale, String name, Work.Ours ours, Work.Theirs theirs) {
        for (int n : List.of(SMALL, MEDIUM, LARGE)) {
            int count = scale.of(n);
            add(
                    rows,
                    n,
                    Work.of(
                            name,
                            Scale.elements(count),
                            () -> List.of(Values.normal(3, count), Values.normal(4, count)),
                            ours,
                            theirs));
        }
    }

    private static void add(List<Work> rows, int n, Work work) {
        rows.add(n == LARGE ? work : work.inQuick());
    }
}
