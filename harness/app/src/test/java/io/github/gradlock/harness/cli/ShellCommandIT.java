package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell with the README's example pasted into it. */
@Tag("host")
class ShellCommandIT {
    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    @Test
    void theReadmesExampleRuns() throws Exception {
        String example = example(Files.readString(HOME.resolve("README.md")));

        assertEquals(0, shell(example), this::output);
        assertTrue(output().startsWith("tensor(0."), this::output);
        assertTrue(output().strip().lines().count() == 1, this::output);
    }

    @Test
    void theImportsAreDone() throws Exception {
        String snippet = """
                Module layer = new Linear(2, 1, new Initialiser(1, DType.FLOAT64));
                Gradcheck.check(x -> x[0].mul(x[0]), List.of(Tensors.of(new double[] {1, 2}).requiresGrad_()));
                System.out.println(layer.parameters().size() + " " + Autograd.isGradEnabled());
                """;

        assertEquals(0, shell(snippet), this::output);
        assertEquals("2 true\n", output());
    }

    @Test
    void aSnippetThatFailsEndsItWithItsPlace() throws Exception {
        assertEquals(2, shell("int n = 1;\n\nint f(int a) {\n    return a + \"x\";\n}\nSystem.out.println(n);\n"));
        assertTrue(output().startsWith("error: <stdin>:4:14: incompatible types: "), this::output);

        assertEquals(
                2, shell("System.out.println(1);\nTensors.zeros(2, 3).matmul(Tensors.zeros(2, 3));\nint m = 0;\n"));
        assertTrue(output().startsWith("1\n"), this::output);
        assertTrue(
                output().contains(
                                "error: <stdin>:2:1: the snippet threw java.lang.IllegalArgumentException: shape mismatch"),
                this::output);

        assertEquals(2, shell("int open(int a) {\n"));
        assertTrue(output().startsWith("error: <stdin>:"), this::output);

        assertEquals(2, shell("/vars\n"));
        assertTrue(output().contains("error: <stdin>:1:1: not a command of a script: /vars"), this::output);
    }

    @Test
    void theStackOfAFailureHasThePlacesOfTheScript() throws Exception {
        assertEquals(
                2,
                shell(
                        "void g() {\n    throw new IllegalStateException(\"mine\");\n}\n\nvoid f() {\n    g();\n}\nf();\n"));
        assertEquals("""
                    at g (<stdin>:2)
                    at f (<stdin>:6)
                error: <stdin>:8:1: the snippet threw java.lang.IllegalStateException: mine

                hint: its stack stands above
                """, output());
    }

    @Test
    void aMethodKeepsItsPlaceWhenAnotherCompletesIt() throws Exception {
        assertEquals(
                2, shell("int f() { return g(); }\nint n = 1;\nint g() { return Integer.parseInt(\"\"); }\nf();\n"));
        assertTrue(output().contains("    at g (<stdin>:3)\n    at f (<stdin>:1)\nerror: <stdin>:4:1: "), this::output);
    }

    @Test
    void whatIsNeverDefinedIsAFailureToo() throws Exception {
        assertEquals(2, shell("int n = 1;\nint f() { return g(); }\n"));
        assertTrue(
                output().startsWith("error: <stdin>:2:1: f refers to what is not defined: method g()"), this::output);

        assertEquals(2, shell("int f() { return g(); }\n\nf();\n"));
        assertTrue(
                output().startsWith("error: <stdin>:1:1: f refers to what is not defined: method g()"), this::output);

        assertEquals(2, shell("System.out.println(nothing);\n"));
        assertTrue(
                output().startsWith("error: <stdin>:1:20: cannot find symbol; symbol: variable nothing\n"),
                this::output);

        assertEquals(0, shell("int f() { return g(); }\nint g() { return 3; }\nSystem.out.println(f());\n"));
        assertEquals("3\n", output());
    }

    @Test
    void endingTheJvmIsNoWayToEndAScript() throws Exception {
        assertEquals(2, shell("System.out.println(1);\nSystem.exit(0);\n"));
        assertTrue(output().contains("error: <stdin>:2:1: the snippet ended the JVM that it runs in"), this::output);
    }

    @Test
    void aScriptMayEndItself() throws Exception {
        assertEquals(
                0,
                shell(
                        "// nothing\n/* at all */\nSystem.out.print(\"a\"); System.out.println(\"b\")\n/exit\nboom();\n"));
        assertEquals("ab\n", output());
        assertEquals(3, shell("int n = 3;\n/exit n == 3 ? n + 4 : 0\n"));
        assertTrue(output().contains("the shell ended with status 7"), this::output);
        assertEquals(2, shell("/exit \"x\"\n"));
        assertTrue(output().startsWith("error: <stdin>:1:1: no status: "), this::output);
    }

    /** The code block of the section about the engine. */
    private static String example(String readme) {
        String section = readme.substring(readme.indexOf("\n## The engine"));
        int start = section.indexOf("```java\n") + "```java\n".length();
        return section.substring(start, section.indexOf("```", start));
    }

    private int shell(String snippets) throws Exception {
        Path input = Files.writeString(folder.resolve("stdin"), snippets);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgradlock.home=" + HOME,
                        "-Dgradlock.terminal.in=false",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "shell",
                        "--environments",
                        HOME.resolve("environments").toString()))
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "did not end");
        return process.exitValue();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output")).replace("\r\n", "\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
