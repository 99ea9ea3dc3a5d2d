package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command in a process of its own, in environments that a test writes. */
record CommandProcess(Path folder, String command, String suite) {
    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    record Outcome(int exit, String out, String err) {}

    Outcome run(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradlock.home=" + System.getProperty("gradlock.home", HOME.toString()),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                command,
                "--suite",
                suite,
                "--environments",
                folder.resolve("environments").toString(),
                "--out",
                folder.resolve("out").toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), "did not end");
        return new Outcome(
                process.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }

    void write(String name, String rest) throws Exception {
        write(name, rest, "jdk>=17");
    }

    void write(String name, String rest, String dependency) throws Exception {
        Path file = Files.createDirectories(folder.resolve("environments").resolve(name))
                .resolve("environment.yml");
        Files.writeString(file, "name: " + name + "\nchannels: [host]\ndependencies: ['" + dependency + "']\n" + rest);
    }
}
