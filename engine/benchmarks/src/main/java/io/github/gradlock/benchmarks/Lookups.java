package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.op.Embeddings;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Rows of a table by their numbers. */
final class Lookups {
    private static final int ROWS = 10_000;
    private static final int WIDTH = 256;
    private static final int BATCH = 32;
    private static final int LENGTH = 64;

    private Lookups() {}

    static List<Work> rows(Scale scale) {
        return List.of(
                row("embedding", scale, false).inQuick(),
                row("embedding_backward", scale, true).inQuick());
    }

    private static Work row(String name, Scale scale, boolean backward) {
        int rows = scale.of(ROWS);
        int width = scale.of(WIDTH);
        int batch = scale.of(BATCH);
        int length = scale.of(LENGTH);
        return Work.of(
                name,
                Scale.text(rows, width) + "-" + Scale.text(batch, length),
                () -> {
                    Values table = Values.normal(15, rows, width);
                    Values index = Values.classes(16, rows, batch, length);
                    return backward
                            ? List.of(
                                    table.leaf(),
                                    index,
                                    Values.normal(17, batch, length, width).cotangent())
                            : List.of(table, index);
                },
                x -> Embeddings.embedding(x[0], x[1], Embeddings.Options.DEFAULT),
                x -> torch.embedding(x[0], x[1]));
    }
}
