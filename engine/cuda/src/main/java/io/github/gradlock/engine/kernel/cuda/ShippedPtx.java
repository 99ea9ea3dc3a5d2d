package io.github.gradlock.engine.kernel.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernels' PTX that was compiled ahead, for the oldest architecture that is supported; a newer one runs it too. */
final class ShippedPtx {
    /** Families of kernels, each a source and a module of its own. */
    static final List<String> FAMILIES = List.of(
            "unary", "functions", "trigonometric", "powers", "special", "binary", "move", "reduce", "matmul", "index");

    private ShippedPtx() {}

    /** Returns the PTX of a family. */
    static String text(String family) {
        String name = "ptx/" + family + ".ptx";
        try (InputStream in = ShippedPtx.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this jar has no " + name + ": ci/compile-ptx makes it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
