package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the examples of a guide into one method, with the imports of {@code gradlock shell}, and runs it. */
final class Examples {
    private static final Path IMPORTS = Path.of("src", "main", "resources", "META-INF", "gradlock", "shell.jsh");
    private static final String MARK = "----";

    private Examples() {}

    /** Requires that each example prints what the page says. */
    static void check(String page, int least, Path folder) throws Exception {
        List<Guide.Example> examples = Guide.examples(page);
        assertTrue(examples.size() >= least, () -> "only " + examples.size() + " examples");
        StringBuilder body = new StringBuilder();
        examples.forEach(example -> body.append(example.code()).append("System.out.println(\"" + MARK + "\");\n"));
        compile(body.toString(), folder);
        String[] printed;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Callable<?> all = (Callable<?>)
                    loader.loadClass("Page").getDeclaredConstructor().newInstance();
            printed = Guide.printed(() -> call(all)).split(MARK + "\n", -1);
        }
        for (int i = 0; i < examples.size(); i++) {
            assertEquals(examples.get(i).output(), printed[i], examples.get(i)::code);
        }
    }

    private static void call(Callable<?> all) {
        try {
            all.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles a body of a method, with the imports of the shell, into a class {@code Page}. */
    static void compile(String body, Path folder) throws Exception {
        String source = Guide.read(IMPORTS)
                + "public class Page implements java.util.concurrent.Callable<String> {\n"
                + "public String call() throws Exception {\n" + body + "return \"\";\n}\n}\n";
        Path file = Files.writeString(folder.resolve("Page.java"), source);
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
