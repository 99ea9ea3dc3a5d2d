package io.github.gradlock.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables that kernels include are those of the engine.
 *
 * <p>{@code -Dgradlock.tables.write=true} writes the header anew; PTX that includes it is compiled again then.
 */
class CudaTablesTests {
    private static final Path FOLDER =
            Path.of("src", "main", "resources", "io", "github", "gradlock", "engine", "kernel", "cuda");

    @Test
    void hardCasesAreThoseOfTheEngine() throws Exception {
        isInHeader(CudaTables.hardCases(), "hard_cases.cuh");
    }

    @Test
    void polynomialsAreThoseOfTheEngine() throws Exception {
        isInHeader(CudaTables.polynomials(), "polynomials.cuh");
    }

    private static void isInHeader(String text, String name) throws Exception {
        Path header = FOLDER.resolve(name);
        if (Boolean.getBoolean("gradlock.tables.write")) {
            Files.writeString(header, text);
        }
        assertEquals(text, Files.readString(header));
    }
}
