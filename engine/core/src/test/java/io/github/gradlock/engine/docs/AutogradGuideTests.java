package io.github.gradlock.engine.docs;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutogradGuideTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void everyExamplePrintsWhatThePageSays() throws Exception {
        Examples.check("autograd.md", 8, folder);
    }
}
