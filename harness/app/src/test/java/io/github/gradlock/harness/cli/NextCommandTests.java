package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NextCommandTests {
    @Test
    void theDefaultsAreNotSaid() {
        assertEquals("", options());
    }

    @Test
    void whatDecidesOnResultsIsHandedOn() {
        assertEquals(
                " --environments e --suite faults --seed 7 --frozen --offline --out 'my out'",
                options(
                        "--environments=e",
                        "--suite=faults",
                        "--seed=7",
                        "--frozen",
                        "--offline",
                        "--out=my out",
                        "--quiet"));
        assertEquals(" --locked", options("--locked"));
    }

    @Test
    void classPathsOfEitherKindOfSystemAreRead() {
        assertEquals(List.of("a/x.jar", "b"), classPath("a/x.jar:b"));
        assertEquals(List.of("/a", "/b"), classPath("/a:/b"));
        assertEquals(List.of("C:\\a", "D:/b", "lib"), classPath("C:\\a;D:/b;lib"));
    }

    private static List<String> classPath(String written) {
        return read("--classpath=" + written).suite.classPath.stream()
                .map(Path::toString)
                .toList();
    }

    private static String options(String... arguments) {
        ExplainCommand command = read(arguments);
        return new NextCommand(command.common, command.suite, command.locks).options();
    }

    private static ExplainCommand read(String... arguments) {
        ExplainCommand command = new ExplainCommand();
        new CommandLine(command)
                .parseArgs(java.util.stream.Stream.concat(
                                java.util.Arrays.stream(arguments), java.util.stream.Stream.of("a"))
                        .toArray(String[]::new));
        return command;
    }
}
