package io.github.gradlock.harness.runtime.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The engine's shell as a kernel of Jupyter: a folder with a {@code kernel.json} that says how the kernel of {@code harness/notebook} is started.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">Kernel specs</a>
 */
public final class JupyterKernel {
    private static final String NAME = "gradlock";
    private static final String MAIN_CLASS = "io.github.gradlock.notebook.Main";

    private final EngineShell shell;

    private JupyterKernel(EngineShell shell) {
        this.shell = shell;
    }

    /**
     * Finds the kernel.
     *
     * @param jars folder of the kernel's jars
     * @throws GradlockException if it is not built
     */
    public static JupyterKernel find(Path jars, EngineShell shell) throws IOException {
        if (!Files.isDirectory(jars)) {
            throw GradlockException.incomplete(
                    "the notebook's kernel is not built: no jars in " + jars,
                    "start ./gradlock, or build with mvn -DskipTests package",
                    null);
        }
        try (Stream<Path> files = Files.list(jars)) {
            return new JupyterKernel(
                    shell.withJars(files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList()));
        }
    }

    /**
     * Returns where Jupyter looks for the kernels of one user.
     *
     * @param variables the process's environment
     * @param system {@code os.name}
     */
    public static Path userKernels(Map<String, String> variables, String system, Path home) {
        String set = variables.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!set.isEmpty()) {
            return Path.of(set, "kernels");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Jupyter/kernels");
        }
        if (system.startsWith("Windows")) {
            String roaming = variables.getOrDefault("APPDATA", "");
            return (roaming.isEmpty() ? home.resolve("AppData/Roaming") : Path.of(roaming)).resolve("jupyter/kernels");
        }
        String data = variables.getOrDefault("XDG_DATA_HOME", "");
        return (data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter/kernels");
    }

    /**
     * Writes the folder of the kernel.
     *
     * @param kernels made if it is not there
     * @return the kernel's folder
     */
    public Path write(Path kernels, EnvironmentSpec environment) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode spec = json.createObjectNode();
        List<String> command = shell.command(environment, MAIN_CLASS);
        command.forEach(spec.putArray("argv")::add);
        spec.withArray("argv").add("{connection_file}");
        spec.put("display_name", "Java with gradlock");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        environment.variables().forEach(spec.putObject("env")::put);
        Path folder = Files.createDirectories(kernels.resolve(NAME));
        Path whole = Files.createTempFile(folder, "kernel", ".json");
        Files.writeString(whole, json.writerWithDefaultPrettyPrinter().writeValueAsString(spec) + "\n");
        Files.move(whole, folder.resolve("kernel.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }
}
