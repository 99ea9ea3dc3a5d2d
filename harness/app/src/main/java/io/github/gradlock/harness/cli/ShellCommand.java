package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.runtime.host.EngineShell;
import io.github.gradlock.harness.runtime.host.JupyterKernel;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock shell}: JShell with the engine, in the host environment. */
@Command(
        name = "shell",
        description = "Starts JShell with the engine on the class path and its imports done, in the host environment.",
        footer = {
            "",
            "It runs on the JDK that gradlock runs on, with the JVM options of environments/host. /exit leaves it. What is"
                    + " piped into it is run without prompts and prints what the snippets print; the first that does not compile, or"
                    + " throws, ends it with exit status 2; /exit N with another N than 0 with 3.",
            "",
            "Examples:",
            "  gradlock shell",
            "  gradlock shell model.jsh          runs the file, and stays; ends behind it where no terminal is its input",
            "  echo 'System.out.println(Tensors.arange(5))' | gradlock shell",
            "  gradlock shell --jupyter          for notebooks, engine/docs/gradients.ipynb for instance"
        })
final class ShellCommand extends GradlockCommand {
    private static final String HOST = "host";
    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Snippets to run first; - reads standard input.")
    List<String> files = List.of();

    @Option(
            names = "--jupyter",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Make the shell known to Jupyter as the kernel \"gradlock\" instead: in its folder of kernels of this"
                            + " user, or in DIR.")
    @Nullable
    String jupyter;

    /** Replaced in tests. */
    Path installation = Installation.home();

    @Override
    boolean writesDocument() {
        return false;
    }

    @Override
    ExitStatus run(Console console) throws Exception {
        for (String file : files) {
            if (!file.equals(STANDARD_INPUT)
                    && !(Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file)))) {
                throw GradlockException.badInput(
                        file, "no such file, or not one that can be read", "give a file of snippets");
            }
        }
        EngineShell shell = EngineShell.find(
                Path.of(System.getProperty("java.home", "")), installation.resolve("engine/suite/target/lib"));
        EnvironmentSpec host = new Environments(common.environmentsDirectory()).named(HOST);
        if (jupyter != null) {
            return installKernel(console, shell, host);
        }
        boolean typed = isTerminal() && !files.contains(STANDARD_INPUT);
        int status = typed ? shell.run(host, files) : shell.runScripts(host, scripts(), System.out, System.err);
        if (status != 0) {
            throw GradlockException.incomplete(
                    "the shell ended with status " + status,
                    typed
                            ? "this is the number that /exit was given, or what JShell printed above says why"
                            : "a script asked for it with /exit; gradlock answers 3 to every number but 0",
                    null);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private ExitStatus installKernel(Console console, EngineShell shell, EnvironmentSpec host) throws IOException {
        if (!files.isEmpty()) {
            throw GradlockException.badInput(
                    "--jupyter", "takes no snippets: " + files.get(0), "open a notebook, and run them there");
        }
        Path kernels = "".equals(jupyter)
                ? JupyterKernel.userKernels(
                        System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home")))
                : Path.of(String.valueOf(jupyter));
        Path kernel = JupyterKernel.find(installation.resolve("harness/notebook/target/lib"), shell)
                .write(kernels, host);
        console.print("kernel  " + kernel);
        console.remark("hint: jupyter notebook " + installation.resolve("engine/docs/gradients.ipynb")
                + " opens a notebook with it (Debian: apt-get install jupyter-notebook graphviz)");
        return ExitStatus.REPRODUCIBLE;
    }

    /** The files, and standard input where its name stands or there are no files. */
    private List<EngineShell.Script> scripts() throws IOException {
        List<EngineShell.Script> scripts = new ArrayList<>();
        for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
            scripts.add(
                    file.equals(STANDARD_INPUT)
                            ? new EngineShell.Script(
                                    "<stdin>", new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
                            : new EngineShell.Script(file, text(file)));
        }
        return scripts;
    }

    private static String text(String file) throws IOException {
        try {
            return Files.readString(Path.of(file));
        } catch (CharacterCodingException problem) {
            throw GradlockException.badInput(file, "is not UTF-8 text", "give a file of snippets");
        }
    }

    /** The launcher says whether standard input is one; without it, an interactive shell is the better guess. */
    static boolean isTerminal() {
        return !"false".equals(System.getProperty("gradlock.terminal.in"));
    }
}
