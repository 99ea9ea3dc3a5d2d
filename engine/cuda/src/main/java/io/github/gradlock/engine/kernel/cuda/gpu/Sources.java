package io.github.gradlock.engine.kernel.cuda.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kernels' CUDA C++, which lies in the jar beside their PTX. */
public final class Sources {
    /** Families of kernels, each a source and a module of its own. */
    public static final List<String> FAMILIES = List.of(
            "unary", "functions", "trigonometric", "powers", "special", "binary", "move", "reduce", "matmul", "index");

    /** What the sources include. */
    static final List<String> HEADERS = List.of(
            "common.cuh",
            "elementary.cuh",
            "function.cuh",
            "hard_cases.cuh",
            "polynomials.cuh",
            "powers.cuh",
            "special.cuh",
            "trigonometric.cuh");

    private static final String FOLDER = "/io/github/gradlock/engine/kernel/cuda/";

    private Sources() {}

    /** Returns the source of a family. */
    static String source(String family) {
        return text(family + ".cu");
    }

    /** Returns all headers, by name. */
    static Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        HEADERS.forEach(name -> headers.put(name, text(name)));
        return headers;
    }

    /** Returns the PTX of a family that was compiled ahead, for the oldest architecture that is supported; a newer one runs it too. */
    public static String ptx(String family) {
        return text("ptx/" + family + ".ptx");
    }

    private static String text(String name) {
        try (InputStream in = Sources.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("this jar has no " + name + ": build gradlock-engine-cuda again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
