package io.github.gradlock.engine.docs;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsGuideTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void everyExamplePrintsWhatThePageSays() throws Exception {
        Examples.check("operations.md", 5, folder);
    }
}
