package io.github.gradlock.recorder.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFolderTests {
    @TempDir
    Path home = Path.of("");

    @Test
    void itLiesInTheFolderOfTheBuild() throws Exception {
        assertEquals(home.resolve("project/target"), above("project/target/test-classes"));
        assertEquals(home.resolve("project/part/build"), above("project/part/build/classes/java/test"));
        assertEquals(home.resolve("project/target"), above("project/classes"));
    }

    @Test
    void nothingIsWrittenOutsideOfTheProject() throws Exception {
        assertEquals(home.resolve("project/target"), above("repository/bin/tests.jar"));
        assertEquals(home.resolve("build/project/target"), of("build/project", "build/project/classes"));
    }

    private Path above(String suite) throws Exception {
        return of("project", suite);
    }

    private Path of(String project, String suite) throws Exception {
        MatrixRequest request = new MatrixRequest(home.resolve(suite), List.of(), List.of());
        Path root = MatrixFolder.of(request, home.resolve(project)).root();
        return Objects.requireNonNull(Objects.requireNonNull(root.getParent()).getParent());
    }
}
