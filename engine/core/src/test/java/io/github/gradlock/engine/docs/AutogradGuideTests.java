package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;

/** Pastes the guide to autograd into a JShell that has the imports of {@code gradlock shell}. */
class AutogradGuideTests {
    private static final Path IMPORTS = Path.of("src", "main", "resources", "META-INF", "gradlock", "shell.jsh");

    @Test
    void everyExamplePrintsWhatThePageSays() {
        List<Guide.Example> examples = Guide.examples("autograd.md");
        assertTrue(examples.size() >= 8, () -> "only " + examples.size() + " examples");
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            shell.addToClasspath(path);
            shell.eval("import java.util.*;");
            run(shell, Guide.read(IMPORTS));
            for (Guide.Example example : examples) {
                assertEquals(example.output(), Guide.printed(() -> run(shell, example.code())), example::code);
            }
        }
    }

    private static void run(JShell shell, String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                shell.diagnostics(event.snippet()).forEach(diagnostic -> {
                    throw new AssertionError(next.source() + diagnostic.getMessage(null));
                });
                if (event.exception() != null) {
                    throw new AssertionError(next.source(), event.exception());
                }
            }
            rest = next.remaining();
        }
    }
}
