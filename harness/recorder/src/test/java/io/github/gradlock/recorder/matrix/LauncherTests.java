package io.github.gradlock.recorder.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher has another name there")
class LauncherTests {
    @TempDir
    Path folder = Path.of("");

    private Path launcher = Path.of("");

    @BeforeEach
    void program() throws Exception {
        launcher = Files.createFile(folder.resolve("gradlock"));
        launcher.toFile().setExecutable(true);
    }

    @Test
    void thePathMayBeCalledOtherwise() {
        assertEquals(launcher, Launcher.find(new Properties(), Map.of("Path", folder.toString())));
        assertEquals(launcher, Launcher.find(new Properties(), Map.of("Path", "elsewhere", "PATH", folder.toString())));
    }

    @Test
    void entriesThatAreNoPathsArePassedOver() {
        String path = String.join(
                File.pathSeparator, "", "no\0path", folder.resolve("none").toString(), folder.toString());

        assertEquals(launcher, Launcher.find(new Properties(), Map.of("PATH", path)));
    }

    @Test
    void whereThereIsNoneItSaysHowOneIsNamed() {
        assertThrows(MatrixException.class, () -> Launcher.find(new Properties(), Map.of()));
    }
}
