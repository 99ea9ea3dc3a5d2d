package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the calls in the tables of comparisons, linear algebra and what is looked for, and every constant of the page. */
class OperationsNamesTests {
    private static final String DECLARATIONS = """
            Tensor x = null, y = null, a = null, b = null, l = null, g = null;
            boolean upper = false, left = true, unitriangular = false, fullMatrices = true, hermitian = false, keepdim = false;
            boolean equalNan = false, cartesian = false;
            double rtol = 0, atol = 0, ord = 2;
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyCallCompilesAndEveryConstantExists() throws Exception {
        String page = Guide.read(Path.of("..", "docs", "operations.md"));
        int begin = page.indexOf("## Comparisons and tests");
        List<String> calls = Calls.calls(page.substring(begin, page.indexOf("## What is not there")));
        List<String> constants = Calls.constants(page);
        assertTrue(calls.size() > 60, () -> "only " + calls.size() + " calls were read");
        assertTrue(constants.size() > 3, () -> "only " + constants.size() + " constants were read");
        Examples.compile(Calls.body(DECLARATIONS, calls, constants), folder);
    }
}
