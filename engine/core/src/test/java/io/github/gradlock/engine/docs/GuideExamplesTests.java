package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles the examples of a guide into one method, with the imports of {@code gradlock shell}, and runs it. */
class GuideExamplesTests {
    private static final Path IMPORTS = Path.of("src", "main", "resources", "META-INF", "gradlock", "shell.jsh");
    private static final String MARK = "----";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"autograd.md, 8", "operations.md, 5"})
    void everyExamplePrintsWhatThePageSays(String page, int atLeast) throws Exception {
        List<Guide.Example> examples = Guide.examples(page);
        assertTrue(examples.size() >= atLeast, () -> "only " + examples.size() + " examples");
        StringBuilder source = new StringBuilder("import java.util.*;\n" + Guide.read(IMPORTS)
                + "public class Examples implements Runnable {\npublic void run() {\n");
        examples.forEach(example -> source.append(example.code()).append("System.out.println(\"" + MARK + "\");\n"));
        compile(source.append("}\n}\n").toString());
        String[] printed;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Runnable all = (Runnable)
                    loader.loadClass("Examples").getDeclaredConstructor().newInstance();
            printed = Guide.printed(all).split(MARK + "\n", -1);
        }
        for (int i = 0; i < examples.size(); i++) {
            assertEquals(examples.get(i).output(), printed[i], examples.get(i)::code);
        }
    }

    private void compile(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("Examples.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-cp", path, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertTrue(compiled, errors::toString);
        }
    }
}
