package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.runtime.host.JupyterKernel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTests {
    private static final String ENVIRONMENTS = "../../environments";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingFileIsNamed() throws Exception {
        GradlockException failure = new CommandFixture(folder).failure(command(), "nothere.jsh");

        assertEquals(ExitStatus.BAD_INPUT, failure.status());
        assertEquals("nothere.jsh", failure.location());
    }

    @Test
    void anEngineThatIsNotBuiltIsSaidSo() throws Exception {
        GradlockException failure = new CommandFixture(folder).failure(command());

        assertEquals(ExitStatus.INCOMPLETE, failure.status());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("the engine is not built: no jars in "));
    }

    @Test
    void aKernelForJupyterStartsWithTheEngineAndTheKernelsJars() throws Exception {
        Path engine = jar("engine/suite/target/lib/gradlock-engine-core-1.jar");
        Path kernel = jar("harness/notebook/target/lib/gradlock-notebook-1.jar");
        CommandFixture fixture = new CommandFixture(folder);

        assertEquals(
                ExitStatus.REPRODUCIBLE,
                fixture.run(
                        command(),
                        "--environments",
                        ENVIRONMENTS,
                        "--jupyter",
                        folder.resolve("kernels").toString()));

        JsonNode spec = new ObjectMapper()
                .readTree(folder.resolve("kernels/gradlock/kernel.json").toFile());
        List<String> command = new ArrayList<>();
        spec.get("argv").forEach(word -> command.add(word.asText()));
        assertEquals(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", command.get(0));
        assertEquals(engine + File.pathSeparator + kernel, command.get(command.indexOf("-cp") + 1));
        assertEquals(
                List.of("io.github.gradlock.notebook.Main", "{connection_file}"),
                command.subList(command.size() - 2, command.size()));
        assertEquals("message", spec.get("interrupt_mode").asText());
        assertTrue(spec.get("env").isObject());
    }

    @Test
    void aKernelThatIsNotBuiltIsSaidSo() throws Exception {
        jar("engine/suite/target/lib/gradlock-engine-core-1.jar");

        GradlockException failure = new CommandFixture(folder)
                .failure(
                        command(),
                        "--environments",
                        ENVIRONMENTS,
                        "--jupyter",
                        folder.resolve("kernels").toString());

        assertEquals(ExitStatus.INCOMPLETE, failure.status());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("the notebook's kernel is not built: no jars in "));
    }

    @Test
    void jupyterLooksForKernelsWhereItsVariablesSay() {
        Path home = Path.of("home");

        assertEquals(home.resolve(".local/share/jupyter/kernels"), JupyterKernel.userKernels(Map.of(), "Linux", home));
        assertEquals(
                Path.of("data/jupyter/kernels"),
                JupyterKernel.userKernels(Map.of("XDG_DATA_HOME", "data"), "Linux", home));
        assertEquals(
                Path.of("set/kernels"), JupyterKernel.userKernels(Map.of("JUPYTER_DATA_DIR", "set"), "Mac OS X", home));
        assertEquals(home.resolve("Library/Jupyter/kernels"), JupyterKernel.userKernels(Map.of(), "Mac OS X", home));
        assertEquals(
                Path.of("roaming/jupyter/kernels"),
                JupyterKernel.userKernels(Map.of("APPDATA", "roaming"), "Windows 11", home));
    }

    private Path jar(String name) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.finish();
        }
        return jar;
    }

    private ShellCommand command() {
        ShellCommand command = new ShellCommand();
        command.installation = folder;
        return command;
    }
}
