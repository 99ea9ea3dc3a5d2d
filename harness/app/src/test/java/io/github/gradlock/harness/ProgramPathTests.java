package io.github.gradlock.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTests {
    private static final String ENDING = File.separatorChar == '\\' ? ".exe" : "";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theFirstFolderThatHasItIsTaken() throws IOException {
        program("b");
        Path later = program("c");
        ProgramPath path =
                ProgramPath.parse(path("a") + File.pathSeparator + path("b") + File.pathSeparator + path("c"));

        assertEquals(Optional.of(folder.resolve("b/tool" + ENDING)), path.find("tool"));
        assertEquals(Optional.of(later), path.behind(folder.resolve("c")).find("tool"));
        assertEquals(Optional.empty(), path.find("other"));
    }

    @Test
    void relativeFoldersAndWhatIsNoneAreLeftOut() throws IOException {
        program("b");
        ProgramPath path = ProgramPath.parse(
                "relative" + File.pathSeparator + File.pathSeparator + "\0" + File.pathSeparator + path("b"));

        assertEquals(1, path.folders().size());
        assertEquals(Optional.of(folder.resolve("b/tool" + ENDING)), path.find("tool"));
    }

    @Test
    void aFileThatCannotBeExecutedIsNone() throws IOException {
        Files.createDirectories(folder.resolve("d/tool" + ENDING));
        assertEquals(Optional.empty(), ProgramPath.parse(path("d")).find("tool"));

        Path file = program("e");
        assumeTrue(file.toFile().setExecutable(false) && !Files.isExecutable(file), "a file system without such bits");
        assertEquals(Optional.empty(), ProgramPath.parse(path("e")).find("tool"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Path program(String name) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("tool" + ENDING);
        Files.writeString(file, "");
        assertEquals(true, file.toFile().setExecutable(true));
        return file;
    }
}
